package io.tallyport.settlement;

import io.tallyport.usage.UsageEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a call is charged, and what pays it; nano-credits.
 *
 * @param onLease what its lease pays
 * @param covered what credits pay, those on its lease included: at most the call's debit
 * @param keyLeaseId the lease on its key's budget; null: the key has none
 * @param onKeyLease what that lease pays
 */
record Debit(
        UsageEvent usage,
        UUID leaseId,
        long onLease,
        long covered,
        @Nullable UUID keyLeaseId,
        long onKeyLease) {

    Debit {
        if (onLease < 0 || covered < onLease || usage.charge().debitNano() < covered) {
            throw new IllegalArgumentException("a lease pays a part of what credits cover, and those of the debit");
        }
    }

    static Debit within(Settlement item) {
        return new Debit(
                item.usage,
                item.hold.leaseId(),
                item.debit(),
                item.debit(),
                item.hold.keyLeaseId(),
                item.hold.onKeyLease(item.debit()));
    }
}
