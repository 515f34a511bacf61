package io.tallyport.credit;

import java.util.UUID;

/** This node's view of one durable lease, in nano-credits; guarded by its wallet's lock. */
final class Lease {
    final UUID id;
    final long walletId;
    long granted;
    long consumed;
    long reserved;
    /** Monotonic time at which the draw or renewal that last prolonged it was sent. */
    long prolongedAtNanos;

    Lease(UUID id, long walletId, long granted, long prolongedAtNanos) {
        this.id = id;
        this.walletId = walletId;
        this.granted = granted;
        this.prolongedAtNanos = prolongedAtNanos;
    }

    long free() {
        return granted - consumed - reserved;
    }
}
