package io.tallyport.settlement;

import io.tallyport.bed.books.SampleUsage;
import io.tallyport.usage.UsageEvent;
import io.tallyport.usage.UsageEvent.TriedAttempt;
import java.util.List;
import java.util.UUID;

/** The statement that settles calls, for tests of the ledger without a server; it stands here to see it. */
public final class Settling {
    private Settling() {}

    public static Class<?> store() {
        return SettlementStore.class;
    }

    public static Class<?> writer() {
        return SettlementWriter.class;
    }

    /** @param onLease what the lease pays of the debit; one call alone if that is not all */
    public record Call(
            UUID requestId,
            long walletId,
            String model,
            long debit,
            UUID leaseId,
            long onLease,
            long account,
            List<TriedAttempt> tried) {
        public Call(UUID requestId, long walletId, String model, long debit, UUID leaseId, long onLease) {
            this(requestId, walletId, model, debit, leaseId, onLease, 1, List.of());
        }

        private UsageEvent usage() {
            return SampleUsage.of(requestId, walletId, account, model, onLease, debit, tried);
        }
    }

    public static void settle(Object store, Object writer, List<Call> calls) {
        Call first = calls.getFirst();
        if (calls.size() == 1) {
            ((SettlementWriter) writer).settle(first.usage(), first.leaseId(), first.onLease(), null, 0);
            return;
        }
        ((SettlementStore) store)
                .settle(calls.stream()
                        .map(call -> new Debit(call.usage(), call.leaseId(), call.onLease(), call.debit(), null, 0))
                        .toList());
    }
}
