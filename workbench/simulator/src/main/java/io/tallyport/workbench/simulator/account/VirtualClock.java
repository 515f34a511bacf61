package io.tallyport.workbench.simulator.account;

import java.util.concurrent.atomic.AtomicLong;

/** Real time plus what callers advanced it by; only caches, limits and reset times look at it. */
public final class VirtualClock {
    private final AtomicLong advancedMillis = new AtomicLong();
    private volatile Pace caches = Pace.REAL;

    /** How caches age from a moment on: what time it is to them then, and how many times as fast it goes. */
    private record Pace(long fromMillis, long cacheMillis, int speed) {
        static final Pace REAL = new Pace(0, 0, 1);

        long at(long millis) {
            return cacheMillis + (millis - fromMillis) * speed;
        }
    }

    public long millis() {
        return System.currentTimeMillis() + advancedMillis.get();
    }

    /** What time it is to caches. */
    public long cacheMillis() {
        return caches.at(millis());
    }

    public void advanceSeconds(long seconds) {
        advancedMillis.addAndGet(Math.multiplyExact(seconds, 1000L));
    }

    /** From now on caches age so many times as fast. */
    public void ageCaches(int speed) {
        if (speed < 1) {
            throw new IllegalArgumentException("speed must be at least 1");
        }
        long now = millis();
        caches = new Pace(now, caches.at(now), speed);
    }

    void reset() {
        advancedMillis.set(0);
        caches = Pace.REAL;
    }
}
