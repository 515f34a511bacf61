package io.tallyport.settlement;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a batch takes in sum, so that each wallet, lease and budget is changed once; nano-credits.
 *
 * @param before by debit: what earlier ones of the batch take of the same wallet's lots
 * @param leases what each pays, those on keys' budgets too
 * @param keys by id, those that have a budget
 */
record Takings(long[] before, Map<Long, OfWallet> wallets, Map<UUID, Long> leases, Map<String, OfKey> keys) {

    /** @param longestMicros how long ago its first call was authorised */
    record OfWallet(long covered, long onLease, int longestMicros) {
        OfWallet and(OfWallet other) {
            return new OfWallet(
                    Math.addExact(covered, other.covered),
                    Math.addExact(onLease, other.onLease),
                    Math.max(longestMicros, other.longestMicros));
        }
    }

    record OfKey(long spent, long onLease) {
        OfKey and(OfKey other) {
            return new OfKey(Math.addExact(spent, other.spent), Math.addExact(onLease, other.onLease));
        }
    }

    static Takings of(List<Debit> debits) {
        Takings sums = new Takings(
                new long[debits.size()], new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        for (int i = 0; i < debits.size(); i++) {
            Debit debit = debits.get(i);
            OfWallet own = new OfWallet(
                    debit.covered(), debit.onLease(), debit.usage().timing().total());
            sums.before[i] = sums.wallets
                            .merge(debit.usage().walletId(), own, OfWallet::and)
                            .covered()
                    - debit.covered();
            sums.take(debit.leaseId(), debit.onLease());
            if (debit.keyLeaseId() != null) {
                sums.take(debit.keyLeaseId(), debit.onKeyLease());
                OfKey spent = new OfKey(debit.usage().charge().debitNano(), debit.onKeyLease());
                sums.keys.merge(debit.usage().keyId(), spent, OfKey::and);
            }
        }
        return sums;
    }

    private void take(UUID lease, long amount) {
        if (amount > 0) {
            leases.merge(lease, amount, Math::addExact);
        }
    }
}
