package io.tallyport.settlement;

import io.tallyport.usage.UsageEvent;
import java.util.UUID;

/**
 * What a call is charged, and how much of it its lease pays; the rest comes from the wallet's free balance.
 *
 * @param onLease nano-credits, at most the call's debit
 */
record Debit(UsageEvent usage, UUID leaseId, long onLease) {

    static Debit within(Settlement item) {
        return new Debit(item.usage, item.hold.leaseId(), item.debit());
    }
}
