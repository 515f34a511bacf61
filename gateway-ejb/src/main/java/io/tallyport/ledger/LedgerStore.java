package io.tallyport.ledger;

import io.tallyport.database.Database;
import io.tallyport.database.TimeOrderedId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
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
    private static final String ADJUST_UP = """
            WITH tx AS (
                INSERT INTO ledger_tx (id, kind, idem_key, request_hash, actor, approver, reason)
                VALUES (?, 'P12', ?, ?, ?, ?, ?) ON CONFLICT (idem_key) WHERE idem_key IS NOT NULL DO NOTHING RETURNING id
            ), grouped AS (
                INSERT INTO lot_group (wallet_id, initial_nano, base_minor, base_nano)
                SELECT ?, amount, 0, amount FROM tx, (VALUES (?::bigint)) v (amount) RETURNING id, wallet_id, initial_nano
            ), lot AS (
                INSERT INTO credit_lot (group_id, wallet_id, kind, initial_nano, remaining_nano)
                SELECT id, wallet_id, 'BONUS', initial_nano, initial_nano FROM grouped
                RETURNING id, wallet_id, initial_nano AS amount
            ), entry AS (
                INSERT INTO ledger_entry (tx_id, line, debit_account, credit_account, amount, wallet_id, lot_id)
                SELECT tx.id, 1, adjusted.id, w.bonus_account, lot.amount, w.id, lot.id
                FROM tx, lot JOIN wallet w ON w.id = lot.wallet_id, ledger_account adjusted
                WHERE adjusted.class = 'X.ADJ'
            )
            UPDATE wallet SET posted_b = posted_b + lot.amount, version = version + 1 FROM lot WHERE wallet.id = lot.wallet_id
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

    /** @return false if the key is used already */
    boolean insertAdjustment(long walletId, long nanoCredits, String key, Approval approval, byte[] hash) {
        return database.update(
                        ADJUST_UP,
                        TimeOrderedId.next(),
                        key,
                        hash,
                        approval.actor(),
                        approval.approver(),
                        approval.reason(),
                        walletId,
                        nanoCredits)
                == 1;
    }

    boolean isSameRequest(String key, byte[] hash) {
        return database.first("SELECT request_hash FROM ledger_tx WHERE idem_key = ?", row -> row.getBytes(1), key)
                .filter(stored -> Arrays.equals(stored, hash))
                .isPresent();
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
