package io.tallyport.mismatch;

import io.tallyport.database.Database;
import io.tallyport.ledger.Approval;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class HeldPaymentStore {
    private static final String UNDECIDED = """
            SELECT h.* FROM held_payment h
            WHERE NOT EXISTS (SELECT FROM held_payment_decision d WHERE d.held_id = h.id) ORDER BY h.id
            """;

    @Inject
    private Database database;

    List<HeldPayment> undecided() {
        return database.list(UNDECIDED, HeldPaymentStore::held);
    }

    Optional<HeldPayment> find(long id) {
        return database.first("SELECT * FROM held_payment WHERE id = ?", HeldPaymentStore::held, id);
    }

    /** What was decided; empty: nothing yet. */
    Optional<String> verdict(long id) {
        return database.first(
                "SELECT verdict FROM held_payment_decision WHERE held_id = ?", row -> row.getString(1), id);
    }

    void decide(long id, String verdict, Approval approval) {
        database.update(
                "INSERT INTO held_payment_decision (held_id, verdict, actor, approver, reason) VALUES (?, ?, ?, ?, ?)",
                id,
                verdict,
                approval.actor(),
                approval.approver(),
                approval.reason());
    }

    private static HeldPayment held(ResultSet row) throws SQLException {
        return new HeldPayment(
                row.getLong("id"),
                row.getLong("order_id"),
                row.getString("provider"),
                row.getString("payment_id"),
                row.getString("session_id"),
                row.getString("currency"),
                row.getLong("amount_minor"),
                row.getString("reason"),
                row.getTimestamp("held_at").toInstant());
    }
}
