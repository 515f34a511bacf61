package io.tallyport.settlement;

import io.tallyport.bed.books.SampleUsage;
import java.util.List;
import java.util.UUID;

/** The statement that settles calls, for tests of the ledger without a server; it stands here to see it. */
public final class Settling {
    private Settling() {}

    public static Class<?> store() {
        return SettlementStore.class;
    }

    /** @param onLease what the lease pays of the debit; one call alone if that is not all */
    public record Call(UUID requestId, long walletId, String model, long debit, UUID leaseId, long onLease) {}

    public static void settle(Object store, List<Call> calls) {
        ((SettlementStore) store)
                .settle(calls.stream()
                        .map(call -> new Debit(
                                SampleUsage.of(
                                        call.requestId(), call.walletId(), call.model(), call.onLease(), call.debit()),
                                call.leaseId(),
                                call.onLease(),
                                null,
                                0))
                        .toList());
    }
}
