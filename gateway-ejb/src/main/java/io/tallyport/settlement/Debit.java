package io.tallyport.settlement;

import io.tallyport.usage.UsageEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a call is charged, and how much of it its leases pay; the rest comes from the wallet's free balance.
 *
 * @param onLease nano-credits, at most the call's debit
 * @param keyLeaseId the lease on its key's budget; null: the key has none
 */
record Debit(
        UsageEvent usage,
        UUID leaseId,
        long onLease,
        @Nullable UUID keyLeaseId,
        long onKeyLease) {

    static Debit within(Settlement item) {
        return new Debit(
                item.usage,
                item.hold.leaseId(),
                item.debit(),
                item.hold.keyLeaseId(),
                item.hold.onKeyLease(item.debit()));
    }
}
