package io.tallyport.credit;

import java.util.UUID;

/** This node's view of one durable lease, in nano-credits; guarded by its fund's lock. */
final class Lease {
    final UUID id;
    final Fund fund;
    long granted;
    long consumed;
    long reserved;
    /** Monotonic time at which the draw or renewal that last prolonged it was sent. */
    long prolongedAtNanos;
    /** Another node waits for what becomes free of it. */
    boolean recalled;

    Lease(UUID id, Fund fund, long granted, long prolongedAtNanos) {
        this.id = id;
        this.fund = fund;
        this.granted = granted;
        this.prolongedAtNanos = prolongedAtNanos;
    }

    long free() {
        return granted - consumed - reserved;
    }
}
