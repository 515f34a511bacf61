package io.tallyport.credit;

/** A hold's part of one lease. Ended once. */
final class Share implements NodeCredit.Answer {
    final NodeCredit credit;
    final Lease lease;
    /** Nano-credits; guarded by the fund's lock. */
    long amount;

    private boolean ended;

    Share(NodeCredit credit, Lease lease, long amount) {
        this.credit = credit;
        this.lease = lease;
        this.amount = amount;
    }

    /** @return whether this call ended it, and not an earlier one */
    boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }
}
