package io.tallyport.timing;

import java.time.Duration;

/** Pauses between tries of what failed: each twice the one before, up to the longest. */
public record Backoff(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 10;

    /** @param doublings 0: the first pause */
    public Duration doubled(int doublings) {
        Duration pause = first.multipliedBy(1L << Math.min(doublings, MOST_DOUBLINGS));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
