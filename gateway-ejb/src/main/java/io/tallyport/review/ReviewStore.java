package io.tallyport.review;

import io.tallyport.database.Database;
import io.tallyport.database.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class ReviewStore {

    @Inject
    private Database database;

    /** An advisory lock of the session, held by one at a time. */
    boolean tryLock(Session session, long key) {
        return session.first("SELECT pg_try_advisory_lock(?)", row -> row.getBoolean(1), key)
                .orElseThrow();
    }

    void unlock(Session session, long key) {
        session.first("SELECT pg_advisory_unlock(?)", row -> row.getBoolean(1), key);
    }

    /** To be called in a transaction, which keeps the lock. */
    void lockWallet(long id) {
        database.first("SELECT id FROM wallet WHERE id = ? FOR UPDATE", row -> row.getLong(1), id);
    }

    void open(long walletId, String finding) {
        database.update("""
                INSERT INTO wallet_review (wallet_id, finding) VALUES (?, ?)
                ON CONFLICT (wallet_id) WHERE lifted_at IS NULL DO NOTHING
                """, walletId, finding);
        database.update("UPDATE wallet SET status = 'STOPPED', version = version + 1 WHERE id = ?", walletId);
    }

    boolean ask(long walletId, String actor, String reason) {
        return database.update(
                        "UPDATE wallet_review SET actor = ?, reason = ? WHERE wallet_id = ? AND lifted_at IS NULL",
                        actor,
                        reason,
                        walletId)
                == 1;
    }

    Optional<String> asker(long walletId) {
        return database.first(
                "SELECT actor FROM wallet_review WHERE wallet_id = ? AND lifted_at IS NULL AND actor IS NOT NULL FOR UPDATE",
                row -> row.getString(1),
                walletId);
    }

    void lift(long walletId, String approver) {
        database.update("""
                UPDATE wallet_review SET approver = ?, lifted_at = clock_timestamp() WHERE wallet_id = ? AND lifted_at IS NULL
                """, approver, walletId);
        database.update("UPDATE wallet SET status = 'ACTIVE', version = version + 1 WHERE id = ?", walletId);
    }

    List<OpenReview> open() {
        return database.list(
                """
                SELECT r.*, o.name FROM wallet_review r JOIN organisation o ON o.id = r.wallet_id
                WHERE lifted_at IS NULL ORDER BY stopped_at
                """,
                row -> new OpenReview(
                        row.getLong("wallet_id"),
                        row.getString("name"),
                        row.getString("finding"),
                        row.getTimestamp("stopped_at").toInstant(),
                        row.getString("actor"),
                        row.getString("reason")));
    }

    List<Long> stopped() {
        return database.list("SELECT id FROM wallet WHERE status = 'STOPPED'", row -> row.getLong(1));
    }
}
