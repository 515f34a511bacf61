package io.tallyport.credit;

/** Nano-credits spent in the last eight seconds, by second; guarded by its wallet's lock. */
final class RecentSpend {
    private static final int SECONDS = 8;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final long[] spent = new long[SECONDS];
    private long lastSecond = System.nanoTime() / NANOS_PER_SECOND;

    void add(long amount) {
        forward();
        spent[Math.floorMod(lastSecond, SECONDS)] += amount;
    }

    long total() {
        forward();
        long total = 0;
        for (long amount : spent) {
            total += amount;
        }
        return total;
    }

    private void forward() {
        long now = System.nanoTime() / NANOS_PER_SECOND;
        for (long second = Math.max(lastSecond + 1, now - SECONDS + 1); second <= now; second++) {
            spent[Math.floorMod(second, SECONDS)] = 0;
        }
        lastSecond = now;
    }
}
