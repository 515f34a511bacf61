package io.tallyport.payment.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tallyport.payment.BalanceLine;
import io.tallyport.payment.PaymentProvider;
import io.tallyport.payment.ProviderDispute;
import io.tallyport.payment.ProviderPayment;
import io.tallyport.payment.ProviderPayment.Status;
import io.tallyport.payment.ProviderRefund;
import io.tallyport.payment.SavedMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Takes test money. */
@ApplicationScoped
class SandboxProvider implements PaymentProvider {
    private static final String NAME = "sandbox";
    private static final int NOT_FOUND = 404;
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    @Inject
    @RestClient
    private SandboxApi api;

    @Inject
    @ConfigProperty(name = "tallyport.payment.sandbox.webhook-secrets")
    private Optional<List<String>> secrets;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isConfigured() {
        return !webhookSecrets().isEmpty();
    }

    @Override
    public boolean isLive() {
        return false;
    }

    @Override
    public List<String> webhookSecrets() {
        return secrets.orElse(List.of());
    }

    @Override
    public Session open(Checkout checkout) {
        SandboxApi.Session session = asked(() -> api.open(
                "order-" + checkout.orderId() + "-checkout",
                new SandboxApi.NewSession(
                        String.valueOf(checkout.orderId()),
                        checkout.currency(),
                        checkout.amount(),
                        checkout.description(),
                        checkout.returnUrl(),
                        checkout.endsAt().toString(),
                        checkout.savesMethod())));
        return new Session(session.id(), session.url());
    }

    @Override
    public Optional<SavedMethod> savedMethod(String sessionId) {
        SandboxApi.Session session = asked(() -> api.get(sessionId));
        return Optional.ofNullable(session.savedMethod())
                .map(method -> new SavedMethod(NAME, method, session.instrument()));
    }

    @Override
    public Session prepare(Checkout checkout, SavedMethod method) {
        return open(checkout);
    }

    @Override
    public void charge(String sessionId, SavedMethod method) {
        asked(() -> api.charge(sessionId, new SandboxApi.NewCharge(method.reference())));
    }

    @Override
    public Optional<ProviderPayment> payment(String sessionId) {
        try {
            return Optional.of(payment(asked(() -> api.get(sessionId))));
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public ProviderRefund refund(RefundOrder order) {
        return refund(asked(() -> api.refund(
                order.key(), new SandboxApi.NewRefund(order.paymentId(), order.currency(), order.amount()))));
    }

    @Override
    public List<BalanceLine> balance(Instant from, Instant to) {
        return asked(() -> api.balance(from.toString(), to.toString())).stream()
                .map(SandboxProvider::line)
                .toList();
    }

    private static BalanceLine line(SandboxApi.BalanceLine line) {
        return new BalanceLine(
                line.id(),
                BalanceLine.Type.valueOf(line.type().toUpperCase(Locale.ROOT)),
                line.currency(),
                line.gross(),
                line.fee(),
                line.paymentId(),
                line.sourceId(),
                Instant.parse(line.at()));
    }

    @Override
    public Event read(byte[] body) {
        try {
            SandboxApi.Event event = JSON.readValue(body, SandboxApi.Event.class);
            if (event.id() == null || event.live() == null) {
                throw new IllegalArgumentException("an event has an id and a mode");
            }
            return new Event(event.id(), event.live(), event.session(), null);
        } catch (IOException e) {
            throw new IllegalArgumentException("not an event", e);
        }
    }

    private static ProviderPayment payment(SandboxApi.Session session) {
        return new ProviderPayment(
                NAME,
                session.id(),
                session.paymentId(),
                Status.valueOf(session.status().toUpperCase(Locale.ROOT)),
                session.currency(),
                session.amount(),
                false,
                Long.valueOf(session.orderId()),
                session.instrument(),
                session.instrumentCountry(),
                Objects.requireNonNullElse(session.refunds(), List.<SandboxApi.Refund>of()).stream()
                        .map(SandboxProvider::refund)
                        .toList(),
                dispute(session.dispute()));
    }

    private static ProviderRefund refund(SandboxApi.Refund refund) {
        return new ProviderRefund(
                refund.id(),
                refund.key(),
                refund.amount(),
                ProviderRefund.Status.valueOf(refund.status().toUpperCase(Locale.ROOT)));
    }

    private static @Nullable ProviderDispute dispute(SandboxApi.@Nullable Dispute dispute) {
        return dispute == null
                ? null
                : new ProviderDispute(
                        dispute.id(),
                        dispute.amount(),
                        dispute.fee(),
                        ProviderDispute.Status.valueOf(dispute.status().toUpperCase(Locale.ROOT)));
    }

    /** Refusals are passed on; what may be otherwise a moment later is {@link Unavailable}. */
    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (ProcessingException e) {
            throw new Unavailable("the sandbox does not answer", e);
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() >= 500) {
                throw new Unavailable("the sandbox answers " + e.getResponse().getStatus(), e);
            }
            throw e;
        }
    }
}
