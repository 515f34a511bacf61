package io.tallyport.pool;

import java.util.concurrent.atomic.AtomicLong;

/** A count over the last slots of time; one thread moves it on, any may count and look. */
final class Window {
    private final long[] slots;
    private final AtomicLong now = new AtomicLong();
    private volatile long past;
    private int next;

    /** @param slots how many ticks it covers, and the one that has begun */
    Window(int slots) {
        this.slots = new long[slots];
    }

    void add(long amount) {
        now.addAndGet(amount);
    }

    long sum() {
        return past + now.get();
    }

    /** Begins the next slot; the oldest falls out. */
    void tick() {
        long ended = now.getAndSet(0);
        past = past + ended - slots[next];
        slots[next] = ended;
        next = (next + 1) % slots.length;
    }
}
