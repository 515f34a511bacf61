package io.tallyport.ledger;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class LedgerStore {
    private static final String OPEN_WALLET = """
            WITH opened AS (
                INSERT INTO ledger_account (class, wallet_id) VALUES ('W.P', ?), ('W.B', ?), ('DEBT', ?)
                ON CONFLICT DO NOTHING RETURNING id, class
            )
            INSERT INTO wallet (id, paid_account, bonus_account, debt_account)
            SELECT ?, p.id, b.id, d.id FROM opened p, opened b, opened d
            WHERE p.class = 'W.P' AND b.class = 'W.B' AND d.class = 'DEBT'
            """;
    private static final String ENTRIES = """
            SELECT t.id, t.kind, t.created_at, e.line, d.class AS debit_class, c.class AS credit_class, e.amount
            FROM ledger_tx t
            JOIN ledger_entry e ON e.tx_id = t.id
            JOIN ledger_account d ON d.id = e.debit_account
            JOIN ledger_account c ON c.id = e.credit_account
            WHERE t.id = ? OR t.reverses_tx_id = ?
            ORDER BY t.created_at, e.line
            """;

    @Inject
    private Database database;

    void openWallet(long organisationId) {
        database.update(OPEN_WALLET, organisationId, organisationId, organisationId, organisationId);
    }

    Optional<Balance> balance(long organisationId) {
        return database.first(
                "SELECT posted_p, posted_b, debt_nano, leased, frozen FROM wallet WHERE id = ?",
                row -> new Balance(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
                organisationId);
    }

    List<PostedEntry> entriesOf(UUID requestId) {
        return database.list(
                ENTRIES,
                row -> new PostedEntry(
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getInt("line"),
                        row.getString("debit_class"),
                        row.getString("credit_class"),
                        row.getLong("amount")),
                requestId,
                requestId);
    }
}
