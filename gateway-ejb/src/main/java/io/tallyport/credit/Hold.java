package io.tallyport.credit;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call's reservation on leases of this node: on its wallet's and, if its key has a spend cap, on the cap's. In memory
 * only, it dies with the node. Ended once, by settlement or release.
 */
public final class Hold implements HoldAnswer {
    final Share wallet;
    final @Nullable Share key;
    private final AtomicBoolean claimed = new AtomicBoolean();

    Hold(Share wallet, @Nullable Share key) {
        this.wallet = wallet;
        this.key = key;
    }

    /** Whoever settles or releases it must claim it first; one of them can. */
    public boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    /** The durable lease on the wallet. */
    public UUID leaseId() {
        return wallet.lease.id;
    }

    /** Nano-credits reserved on the wallet. */
    public long amount() {
        return wallet.amount;
    }

    /** The durable lease on the key's budget; null: the key has none. */
    public @Nullable UUID keyLeaseId() {
        return key == null ? null : key.lease.id;
    }

    /** What of a debit the lease on the key's budget pays; nano-credits. */
    public long onKeyLease(long debit) {
        return key == null ? 0 : Math.min(debit, key.amount);
    }
}
