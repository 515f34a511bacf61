package io.tallyport.credit;

import java.util.UUID;

/**
 * One call's reservation on a lease of this node; in memory only, it dies with the node. Ended once, by settlement or
 * release.
 */
public final class Hold implements HoldAnswer {
    final WalletCredit wallet;
    final Lease lease;
    /** Nano-credits; guarded by the wallet's lock. */
    long amount;

    private boolean ended;

    Hold(WalletCredit wallet, Lease lease, long amount) {
        this.wallet = wallet;
        this.lease = lease;
        this.amount = amount;
    }

    /** The durable lease it is a part of. */
    public UUID leaseId() {
        return lease.id;
    }

    /** Nano-credits reserved. */
    public long amount() {
        return amount;
    }

    /** @return whether this call ended it, and not an earlier one */
    boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }
}
