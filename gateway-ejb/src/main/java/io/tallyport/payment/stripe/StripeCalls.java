package io.tallyport.payment.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.service.V1Services;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks Stripe, with patience that ends. Whatever changes something there carries an idempotency key, so may be asked again. */
@ApplicationScoped
class StripeCalls {
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int READ_TIMEOUT_MILLIS = 20_000;
    /** 409: the same key is being answered at this moment. */
    private static final Set<Integer> PASSING = Set.of(409, 429);

    private static final int SERVER_ERROR = 500;

    @Inject
    @ConfigProperty(name = "tallyport.payment.stripe.api-key")
    private Optional<String> key;

    @Inject
    @ConfigProperty(name = "tallyport.payment.stripe.base-url", defaultValue = "https://api.stripe.com")
    private String baseUrl;

    @Inject
    @ConfigProperty(name = "tallyport.payment.stripe.read-timeout-millis", defaultValue = "" + READ_TIMEOUT_MILLIS)
    private int readTimeoutMillis;

    private @Nullable StripeClient client;

    /** What is asked. */
    interface Question<T> {
        T ask(V1Services stripe) throws StripeException;
    }

    /** Stripe does not answer, or asks for patience. */
    static final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Stripe answers no, and will not say otherwise if asked again. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final boolean isUnknown;

        Refused(StripeException cause) {
            super("Stripe refuses: " + cause.getCode() + ", request " + cause.getRequestId(), cause);
            this.isUnknown = "resource_missing".equals(cause.getCode());
        }

        boolean isUnknown() {
            return isUnknown;
        }
    }

    @PostConstruct
    void connect() {
        client = key.map(secret -> StripeClient.builder()
                        .setApiKey(secret)
                        .setApiBase(baseUrl)
                        .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                        .setReadTimeout(readTimeoutMillis)
                        .setMaxNetworkRetries(0)
                        .build())
                .orElse(null);
    }

    boolean isConfigured() {
        return key.isPresent();
    }

    /** By the key's own prefix, as Stripe makes them. */
    boolean isLive() {
        return key.filter(secret -> secret.startsWith("sk_live_") || secret.startsWith("rk_live_"))
                .isPresent();
    }

    /**
     * @throws Unreachable, or an exception of the fault tolerance, if the same question may be answered later
     * @throws Refused if Stripe answered no
     */
    @Timeout(value = 25, unit = ChronoUnit.SECONDS)
    @Retry(
            maxRetries = 2,
            delay = 300,
            jitter = 200,
            maxDuration = 40,
            durationUnit = ChronoUnit.SECONDS,
            retryOn = Unreachable.class)
    @CircuitBreaker(
            requestVolumeThreshold = 10,
            delay = 10,
            delayUnit = ChronoUnit.SECONDS,
            failOn = {Unreachable.class, TimeoutException.class})
    <T> T ask(Question<T> question) {
        try {
            return question.ask(Objects.requireNonNull(client, "tallyport.payment.stripe.api-key is missing")
                    .v1());
        } catch (ApiConnectionException e) {
            throw new Unreachable("Stripe does not answer", e);
        } catch (StripeException e) {
            throw passed(e);
        }
    }

    private static RuntimeException passed(StripeException failure) {
        @Nullable Integer status = failure.getStatusCode();
        boolean isPassing = status == null || PASSING.contains(status) || status >= SERVER_ERROR;
        return isPassing ? new Unreachable("Stripe answers " + status, failure) : new Refused(failure);
    }
}
