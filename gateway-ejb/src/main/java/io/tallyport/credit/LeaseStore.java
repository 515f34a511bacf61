package io.tallyport.credit;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class LeaseStore {
    private static final String LEND = """
            WITH asked AS (
                SELECT id, posted_p + posted_b - leased - frozen AS available
                FROM wallet WHERE id = ? AND status = 'ACTIVE' FOR UPDATE
            ), granted AS (
                SELECT id, available,
                       CASE WHEN available >= t.target THEN t.target
                            WHEN available >= t.exact THEN t.exact
                            WHEN available >= t.smallest THEN available
                            ELSE 0 END AS granted
                FROM asked, (VALUES (?::bigint, ?::bigint, ?::bigint)) t (smallest, exact, target)
            ), lent AS (
                UPDATE wallet SET leased = leased + granted, version = version + 1
                FROM granted WHERE wallet.id = granted.id AND granted > 0
            )
            SELECT granted, available FROM granted
            """;
    private static final String OPEN = """
            INSERT INTO credit_lease (id, wallet_id, node_id, epoch, granted, expires_at)
            VALUES (?, ?, ?, ?, ?, clock_timestamp() + interval '30 seconds')
            """;
    private static final String RENEW = """
            UPDATE credit_lease SET expires_at = clock_timestamp() + interval '30 seconds'
            WHERE kind = 'NODE' AND state = 'OPEN' AND node_id = ? AND epoch = ? RETURNING id
            """;

    @Inject
    private Database database;

    record Grant(long granted, long available) {}

    record OpenLease(UUID id, long walletId) {}

    Grant lend(long walletId, long smallest, long exact, long target) {
        return database.first(
                        LEND,
                        row -> new Grant(row.getLong("granted"), row.getLong("available")),
                        walletId,
                        smallest,
                        exact,
                        target)
                .orElse(new Grant(0, 0));
    }

    void open(UUID id, long walletId, String nodeId, long epoch, long granted) {
        database.update(OPEN, id, walletId, nodeId, epoch, granted);
    }

    boolean enlarge(UUID id, long granted, long epoch) {
        return database.update(
                        "UPDATE credit_lease SET granted = granted + ? WHERE id = ? AND state = 'OPEN' AND epoch = ?",
                        granted,
                        id,
                        epoch)
                == 1;
    }

    void lockWallets(List<Long> ids) {
        database.list(
                "SELECT id FROM wallet WHERE id = ANY (?) ORDER BY id FOR UPDATE",
                row -> row.getLong(1),
                new Database.ArrayOf("bigint", ids.toArray()));
    }

    /** @return what the lease had not consumed; empty if it was closed already */
    Optional<Long> close(UUID id, String state) {
        return database.first(
                "UPDATE credit_lease SET state = ? WHERE id = ? AND state = 'OPEN' RETURNING granted - consumed",
                row -> row.getLong(1),
                state,
                id);
    }

    void takeBack(long walletId, long rest) {
        database.update("UPDATE wallet SET leased = leased - ?, version = version + 1 WHERE id = ?", rest, walletId);
    }

    long nextEpoch(String nodeId) {
        return database.first("""
                        INSERT INTO node (id, epoch) VALUES (?, 1)
                        ON CONFLICT (id) DO UPDATE SET epoch = node.epoch + 1 RETURNING epoch
                        """, row -> row.getLong(1), nodeId).orElseThrow();
    }

    List<UUID> renew(String nodeId, long epoch) {
        return database.list(RENEW, row -> row.getObject(1, UUID.class), nodeId, epoch);
    }

    List<OpenLease> openLeasesOfEarlierEpochs(String nodeId, long epoch) {
        return database.list("""
                SELECT id, wallet_id FROM credit_lease
                WHERE kind = 'NODE' AND state = 'OPEN' AND node_id = ? AND epoch < ? ORDER BY wallet_id, id
                """, row -> new OpenLease(row.getObject(1, UUID.class), row.getLong(2)), nodeId, epoch);
    }

    List<OpenLease> openLeasesOfDeadNodes() {
        return database.list("""
                SELECT id, wallet_id FROM credit_lease
                WHERE kind = 'NODE' AND state = 'OPEN' AND expires_at < clock_timestamp() - interval '25 seconds'
                ORDER BY wallet_id, id
                """, row -> new OpenLease(row.getObject(1, UUID.class), row.getLong(2)));
    }
}
