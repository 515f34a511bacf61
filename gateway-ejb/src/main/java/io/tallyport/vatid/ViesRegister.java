package io.tallyport.vatid;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response.Status.Family;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Asks the register with patience that ends: a checkout waits for it. */
@ApplicationScoped
class ViesRegister {
    @Inject
    @RestClient
    private Vies vies;

    /** The register itself does not answer. */
    static final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreachable(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    /** The register answers, and says that it or a member state cannot tell. */
    static final class NoVerdict extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoVerdict(String reason) {
            super(reason);
        }
    }

    /**
     * A verdict. One member state's trouble opens the circuit for no other.
     *
     * @throws RuntimeException whose message says in one word why there is none
     */
    @Retry(
            maxRetries = 2,
            delay = 300,
            jitter = 200,
            maxDuration = 10,
            durationUnit = ChronoUnit.SECONDS,
            retryOn = {Unreachable.class, NoVerdict.class})
    @CircuitBreaker(requestVolumeThreshold = 8, delay = 30, delayUnit = ChronoUnit.SECONDS, failOn = Unreachable.class)
    Verdict ask(Vies.Question question) {
        Verdict verdict = Verdict.of(answer(question));
        if (verdict.outcome() == VatIdCheck.Outcome.UNAVAILABLE) {
            throw new NoVerdict(String.valueOf(verdict.reason()));
        }
        return verdict;
    }

    private Vies.Answer answer(Vies.Question question) {
        try {
            return vies.check(question);
        } catch (WebApplicationException e) {
            return refusal(e);
        } catch (ProcessingException e) {
            throw new Unreachable("UNREACHABLE", e);
        }
    }

    /** What the register puts into an answer that refuses a question. */
    private static Vies.Answer refusal(WebApplicationException refused) {
        String status = "HTTP_" + refused.getResponse().getStatus();
        if (refused.getResponse().getStatusInfo().getFamily() != Family.CLIENT_ERROR) {
            throw new Unreachable(status, refused);
        }
        try {
            return refused.getResponse().readEntity(Vies.Answer.class);
        } catch (ProcessingException | IllegalStateException e) {
            throw new Unreachable(status, e);
        }
    }
}
