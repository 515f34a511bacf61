package io.tallyport.inbound;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tallyport.database.DatabaseClock;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.payment.PaymentProvider;
import io.tallyport.payment.PaymentProviders;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Takes webhooks in: who signed them is stored, once, before the provider hears that they came. */
@ApplicationScoped
public class InboundEvents {
    @Inject
    private PaymentProviders providers;

    @Inject
    private InboundEventStore store;

    @Inject
    private DatabaseClock clock;

    @Inject
    private EventWorker worker;

    @Inject
    private MeterRegistry registry;

    /**
     * Stores an event that is signed rightly, if it is not there yet, and has it looked at soon.
     *
     * @param signature the header, as it came
     * @param body the bytes, as they came
     * @throws GatewayException 404 if this provider is not in use, 400 if the signature is not right or the body no event
     */
    public void take(String providerName, String endpoint, String signature, byte[] body) {
        PaymentProvider provider = providers
                .active()
                .filter(active -> active.name().equals(providerName))
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such endpoint."));
        if (!isSigned(provider, signature, body)) {
            throw refused(providerName, "signature");
        }
        store.insert(providerName, endpoint, idOf(provider, body), body);
        worker.wake();
    }

    private boolean isSigned(PaymentProvider provider, String header, byte[] body) {
        long now = clock.now().getEpochSecond();
        return body.length <= WebhookSignature.LARGEST_BODY
                && WebhookSignature.parse(header)
                        .map(signature -> signature.isRight(body, now, provider.webhookSecrets()))
                        .orElse(false);
    }

    private String idOf(PaymentProvider provider, byte[] body) {
        PaymentProvider.Event event;
        try {
            event = provider.read(body);
        } catch (IllegalArgumentException e) {
            throw refused(provider.name(), "body");
        }
        if (event.live() != provider.isLive()) {
            throw refused(provider.name(), "mode");
        }
        return event.id();
    }

    /** Nothing of it is stored: whoever is no provider fills no table. */
    private GatewayException refused(String provider, String reason) {
        Counter.builder("tallyport.webhooks.refused")
                .description("Webhooks that were not signed as they should be")
                .tag("provider", provider)
                .tag("reason", reason)
                .register(registry)
                .increment();
        return new GatewayException(ErrorCode.INVALID_REQUEST, "This is no signed event of this endpoint.");
    }
}
