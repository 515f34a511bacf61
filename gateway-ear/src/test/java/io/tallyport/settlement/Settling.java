package io.tallyport.settlement;

import io.tallyport.usage.Charge;
import io.tallyport.usage.Factors;
import io.tallyport.usage.Outcome;
import io.tallyport.usage.TokenCounts;
import io.tallyport.usage.UsageEvent;
import io.tallyport.usage.UsageEvent.Labels;
import io.tallyport.usage.UsageEvent.Terms;
import io.tallyport.usage.UsageEvent.Timing;
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
                        .map(call -> new Debit(usage(call), call.leaseId(), call.onLease(), null, 0))
                        .toList());
    }

    private static UsageEvent usage(Call call) {
        return new UsageEvent(
                call.requestId(),
                call.walletId(),
                "key000000000",
                call.model(),
                1,
                new TokenCounts(1, 0, 0, 0, 1),
                new Terms(new Factors(700_000, 1_000_000), "Starter", 0, call.onLease()),
                new Charge(1, null, call.debit(), call.debit(), call.debit()),
                Outcome.B1,
                false,
                false,
                200,
                null,
                new Labels("CHAT_COMPLETIONS", "127.0.0.1", null, null),
                new Timing(1, 2, 1));
    }
}
