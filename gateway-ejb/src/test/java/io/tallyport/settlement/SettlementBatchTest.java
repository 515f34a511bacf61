package io.tallyport.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tallyport.credit.Holds;
import io.tallyport.settlement.SettlementBatch.Entry;
import io.tallyport.settlement.SettlementStore.WalletRow;
import io.tallyport.usage.Charge;
import io.tallyport.usage.Factors;
import io.tallyport.usage.Outcome;
import io.tallyport.usage.TokenCounts;
import io.tallyport.usage.UsageEvent;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How a batch's debits spread over bonus, paid and written-off credits. Accounts: bonus 10, paid 20, used 30, off 40. */
class SettlementBatchTest {
    private final SettlementBatch batch = new SettlementBatch(Map.of(1L, new WalletRow(1, 100, 50, 10, 20, 30, 40)));

    @Test
    void bonusCreditsGoFirstAndADebitMayStraddle() {
        batch.add(settlement(70), 70);
        batch.add(settlement(70), 70);
        assertThat(batch.entries)
                .extracting(Entry::debitAccount, Entry::creditAccount, Entry::amount)
                .containsExactly(tuple(10L, 30L, 70L), tuple(10L, 30L, 30L), tuple(20L, 30L, 40L));
        assertThat(batch.wallets.get(1L)).extracting(change -> change.leased).isEqualTo(140L);
        assertThat(batch.leases.values()).containsExactly(140L);
    }

    @Test
    void whatTheLeaseDoesNotPayComesFromTheFreeBalanceAndTheRestIsWrittenOff() {
        batch.add(settlement(200), 20);
        assertThat(batch.entries)
                .extracting(Entry::debitAccount, Entry::amount)
                .containsExactly(tuple(10L, 70L), tuple(40L, 130L));
        assertThat(batch.transactions)
                .extracting(SettlementBatch.Transaction::kind)
                .containsExactly("P5");
    }

    @Test
    void aFreeCallHasAUsageRowAndNoTransaction() {
        batch.add(settlement(0), 0);
        assertThat(batch.usage).hasSize(1);
        assertThat(batch.transactions).isEmpty();
        assertThat(batch.entries).isEmpty();
    }

    private static Settlement settlement(long debit) {
        UsageEvent usage = new UsageEvent(
                UUID.randomUUID(),
                1,
                "key",
                "model",
                1,
                TokenCounts.NONE,
                new Factors(700_000, 1_000_000),
                new Charge(1, debit, debit, debit),
                Outcome.B1,
                false,
                false,
                200,
                "127.0.0.1",
                1,
                1);
        return new Settlement(usage, Holds.of(debit));
    }
}
