package io.tallyport.relay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How often and how long a call is tried before its caller hears of a failure. */
@ApplicationScoped
class Retries {
    private static final int MOST_DOUBLINGS = 6;

    @Inject
    @ConfigProperty(name = "tallyport.retry.attempts", defaultValue = "4")
    private int attempts;

    @Inject
    @ConfigProperty(name = "tallyport.retry.same-account", defaultValue = "1")
    private int again;

    @Inject
    @ConfigProperty(name = "tallyport.retry.backoff", defaultValue = "PT0.2S")
    private Duration backoff;

    @Inject
    @ConfigProperty(name = "tallyport.retry.within", defaultValue = "PT15S")
    private Duration within;

    @Inject
    @ConfigProperty(name = "tallyport.retry.longest-pause", defaultValue = "PT2S")
    private Duration longestPause;

    @Inject
    @ConfigProperty(name = "tallyport.hedge.after")
    private Optional<Duration> hedgeAfter;

    /** Of one call, the first among them. */
    int attempts() {
        return attempts;
    }

    /** How many times an account is asked again when there is no other. */
    int again() {
        return again;
    }

    /** No attempt begins later than this after the first. */
    Duration within() {
        return within;
    }

    /** A provider that wants no calls for longer is not waited for: its answer says when to try again. */
    Duration longestPause() {
        return longestPause;
    }

    /** Silence after which a call is sent to a second account as well; empty: never. */
    Optional<Duration> hedgeAfter() {
        return hedgeAfter;
    }

    /**
     * The pause before another attempt: none before the first account that follows another, then from a half of the backoff
     * to all of it, twice as long each time.
     *
     * @param failures so far
     * @param sameAccount whether the account that has just failed is asked again
     */
    Duration pause(int failures, boolean sameAccount) {
        if (failures == 1 && !sameAccount) {
            return Duration.ZERO;
        }
        long most = backoff.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }
}
