package io.tallyport.credit;

import java.util.UUID;

/** Holds for tests of whatever spends them. */
public final class Holds {
    private static final Lease LEASE = new Lease(new UUID(0, 5), 1, 1_000_000, System.nanoTime());

    private Holds() {}

    /** All of one lease. */
    public static Hold of(long amount) {
        return new Hold(new WalletCredit(1), LEASE, amount);
    }
}
