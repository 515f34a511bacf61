package io.tallyport.credit;

import java.time.Duration;
import java.util.UUID;

/** Holds for tests of whatever spends them. */
public final class Holds {
    private static final Fund FUND = Fund.wallet(1);

    private Holds() {}

    /** All of one lease, on a wallet alone. */
    public static Hold of(long amount) {
        Lease lease = new Lease(new UUID(0, 5), FUND, 1_000_000, System.nanoTime());
        return new Hold(new Share(new NodeCredit(FUND, Duration.ofSeconds(30)), lease, amount), null);
    }
}
