package io.tallyport.bed.books;

import io.tallyport.usage.Charge;
import io.tallyport.usage.Factors;
import io.tallyport.usage.Outcome;
import io.tallyport.usage.TokenCounts;
import io.tallyport.usage.UsageEvent;
import io.tallyport.usage.UsageEvent.Labels;
import io.tallyport.usage.UsageEvent.Placement;
import io.tallyport.usage.UsageEvent.Terms;
import io.tallyport.usage.UsageEvent.Timing;
import io.tallyport.usage.UsageEvent.TriedAttempt;
import java.util.List;
import java.util.UUID;

/** A finished call for tests of the ledger, to which its price alone matters. */
public final class SampleUsage {
    private SampleUsage() {}

    /** @param hold what was held for it, and {@code debit} what it costs, nano-credits */
    public static UsageEvent of(UUID call, long walletId, String model, long hold, long debit) {
        return of(call, walletId, 1, model, hold, debit, List.of());
    }

    public static UsageEvent of(
            UUID call, long walletId, long account, String model, long hold, long debit, List<TriedAttempt> tried) {
        return new UsageEvent(
                call,
                walletId,
                "key000000000",
                model,
                account,
                new TokenCounts(1, 0, 0, 0, 1),
                new Terms(new Factors(700_000, 1_000_000), "Starter", 0, hold),
                new Charge(1, null, debit, debit, debit),
                Outcome.B1,
                false,
                false,
                200,
                null,
                new Labels("CHAT_COMPLETIONS", "127.0.0.1", null, null),
                new Timing(1, 2, 1),
                Placement.NONE,
                tried);
    }
}
