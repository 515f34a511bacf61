package io.tallyport.relay;

import io.tallyport.provider.UsageReport;
import io.tallyport.upstream.Disconnect;
import io.tallyport.usage.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * What becomes of an answer whose caller has gone (money.md B5, B6): where its provider goes on charging, it is read on for
 * 10 s or 1,024 tokens so that the provider's own count can be billed; where the provider stops, it is left at once.
 */
final class Drain {
    private static final long MOST_NANOS = 10_000_000_000L;
    private static final long MARGIN_NANOS = 1_000_000L;
    private static final long MOST_TOKENS = 1_024;

    private final Disconnect disconnect;
    private final long startedNanos = System.nanoTime();
    private final long deliveredTokens;
    private final long deliveredCharacters;

    Drain(UsageReport atTheStart, Disconnect disconnect) {
        this.disconnect = disconnect;
        this.deliveredTokens = atTheStart.delivered().roughTokens();
        this.deliveredCharacters = atTheStart.delivered().characters();
    }

    /** Runs what is given to it once a drain that begins now has had its time. */
    static Executor afterItsTime(Executor ioThread) {
        return CompletableFuture.delayedExecutor(MOST_NANOS + MARGIN_NANOS, TimeUnit.NANOSECONDS, ioThread);
    }

    boolean isOver(UsageReport now) {
        return disconnect == Disconnect.ABORT
                || System.nanoTime() - startedNanos > MOST_NANOS
                || now.delivered().roughTokens() - deliveredTokens > MOST_TOKENS;
    }

    Outcome outcome() {
        return deliveredTokens == 0 ? Outcome.B5 : Outcome.B6;
    }

    /** What the caller still got. */
    long deliveredCharacters() {
        return deliveredCharacters;
    }

    /** As it stands on the usage line, of an answer that we left. */
    String policyOfLeaving() {
        return disconnect == Disconnect.ABORT ? "aborted" : "drained to the limit";
    }
}
