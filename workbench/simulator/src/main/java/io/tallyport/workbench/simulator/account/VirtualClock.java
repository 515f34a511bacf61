package io.tallyport.workbench.simulator.account;

import java.util.concurrent.atomic.AtomicLong;

/** Real time plus what callers advanced it by; only cache lifetimes and reset times look at it. */
public final class VirtualClock {
    private final AtomicLong advancedMillis = new AtomicLong();

    public long millis() {
        return System.currentTimeMillis() + advancedMillis.get();
    }

    public void advanceSeconds(long seconds) {
        advancedMillis.addAndGet(Math.multiplyExact(seconds, 1000L));
    }

    void reset() {
        advancedMillis.set(0);
    }
}
