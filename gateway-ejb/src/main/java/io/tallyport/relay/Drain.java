package io.tallyport.relay;

import io.tallyport.provider.UsageReport;
import io.tallyport.usage.Outcome;

/**
 * How long an answer is read on after its caller has gone, so that the provider's own count can be billed: 10 s or 1,024
 * tokens (money.md B5, B6).
 */
final class Drain {
    private static final long MOST_NANOS = 10_000_000_000L;
    private static final long MOST_TOKENS = 1_024;

    private final long startedNanos = System.nanoTime();
    private final long deliveredTokens;

    Drain(UsageReport atTheStart) {
        deliveredTokens = atTheStart.delivered().roughTokens();
    }

    boolean isOver(UsageReport now) {
        return System.nanoTime() - startedNanos > MOST_NANOS
                || now.delivered().roughTokens() - deliveredTokens > MOST_TOKENS;
    }

    Outcome outcome() {
        return deliveredTokens == 0 ? Outcome.B5 : Outcome.B6;
    }
}
