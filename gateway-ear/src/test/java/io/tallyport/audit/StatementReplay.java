package io.tallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.books.ReplayedStatement;
import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.statement.Statements;
import io.tallyport.statement.Statements.Range;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statement of a wallet whatever was posted to it, whole and cut in two, against what the auditor knows (L17). */
final class StatementReplay {
    private StatementReplay() {}

    static void assertLeadsTo(BareLedger ledger, ModelWallet wallet) {
        ReplayedStatement whole = statement(ledger, wallet, null, null);
        assertThat(whole.opening()).isZero();
        assertThat(whole.closing())
                .as("paid and bonus less debt")
                .isEqualTo(wallet.paid() + wallet.bonus() - wallet.debt);
        List<Instant> moments =
                ledger.database.list("""
                SELECT t.created_at FROM wallet_entry e JOIN ledger_tx t ON t.id = e.tx_id
                WHERE e.of_wallet = ? AND e.unit = 'CRD' ORDER BY e.seq
                """, row -> row.getTimestamp(1).toInstant(), wallet.id);
        assertThat(whole.entries()).hasSameSizeAs(moments);
        if (moments.isEmpty()) {
            return;
        }
        Instant cut = moments.get(moments.size() / 2);
        ReplayedStatement earlier = statement(ledger, wallet, null, cut);
        ReplayedStatement later = statement(ledger, wallet, cut, null);
        assertThat(later.opening()).isEqualTo(earlier.closing());
        assertThat(later.closing()).isEqualTo(whole.closing());
        assertThat(earlier.entries().size() + later.entries().size())
                .isEqualTo(whole.entries().size());
    }

    private static ReplayedStatement statement(
            BareLedger ledger, ModelWallet wallet, @Nullable Instant from, @Nullable Instant to) {
        StringBuilder csv = new StringBuilder();
        ledger.bean(Statements.class)
                .begin(new Range(wallet.id, from, to, null, false))
                .write(csv);
        return ReplayedStatement.of(csv.toString());
    }
}
