package io.tallyport.credit;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class LeaseStore {
    private static final String SHARED = """
            EXISTS (SELECT FROM credit_lease WHERE wallet_id = ? AND state = 'OPEN' AND kind = ?
                AND key_id IS NOT DISTINCT FROM ? AND node_id <> ?) AS shared
            """;
    private static final String LOCK_WALLET = "SELECT posted_p + posted_b - leased - frozen AS available, " + SHARED
            + " FROM wallet WHERE id = ? AND status = 'ACTIVE' FOR UPDATE";
    private static final String LOCK_BUDGET = "SELECT limit_nano - spent_nano - leased_nano AS available, " + SHARED
            + " FROM key_budget WHERE key_id = ? FOR UPDATE";
    private static final String ADD_TO_WALLET =
            "UPDATE wallet SET leased = leased + ?, version = version + 1 WHERE id = ?";
    private static final String ADD_TO_BUDGET = "UPDATE key_budget SET leased_nano = leased_nano + ? WHERE key_id = ?";
    private static final String OPEN = """
            INSERT INTO credit_lease (id, kind, wallet_id, key_id, node_id, epoch, granted, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, clock_timestamp() + ? * interval '1 millisecond')
            """;
    private static final String ENLARGE = """
            UPDATE credit_lease SET granted = granted + ?
            WHERE id = ? AND state = 'OPEN' AND epoch = ? AND recalled_at IS NULL
            """;

    /** Wallets first, as everywhere, so that it never waits crosswise with a settlement. */
    private static final String RENEW = """
            WITH held AS (
                SELECT id FROM wallet WHERE id IN (SELECT wallet_id FROM credit_lease
                    WHERE state = 'OPEN' AND node_id = ? AND epoch = ?) ORDER BY id FOR UPDATE
            )
            UPDATE credit_lease l SET expires_at = clock_timestamp() + ? * interval '1 millisecond'
            FROM held WHERE l.wallet_id = held.id AND l.state = 'OPEN' AND l.node_id = ? AND l.epoch = ?
            RETURNING l.id, l.wallet_id, l.key_id, l.recalled_at IS NOT NULL AS recalled
            """;

    private static final String FLAG_OTHERS = """
            WITH others AS (
                SELECT id, recalled_at FROM credit_lease WHERE wallet_id = ? AND state = 'OPEN' AND kind = ?
                    AND key_id IS NOT DISTINCT FROM ? AND node_id <> ? AND granted > consumed ORDER BY id FOR UPDATE
            ), flagged AS (
                UPDATE credit_lease SET recalled_at = clock_timestamp() FROM others
                WHERE credit_lease.id = others.id AND others.recalled_at IS NULL RETURNING credit_lease.id
            )
            SELECT EXISTS (SELECT FROM others) AS any, EXISTS (SELECT FROM flagged) AS newly
            """;

    @Inject
    private Database database;

    /** What a fund has free, and whether another node has a lease on it. */
    record Standing(long available, boolean shared) {}

    record OpenLease(UUID id, Fund fund) {}

    record Renewed(UUID id, Fund fund, boolean recalled) {}

    record Others(boolean any, boolean newlyFlagged) {}

    /** Locks the fund; one that is stopped or gone has nothing. */
    Standing lock(Fund fund, String nodeId) {
        @Nullable String keyId = fund.keyId();
        if (keyId != null) {
            lockWallets(List.of(fund.walletId()));
        }
        return database.first(
                        keyId == null ? LOCK_WALLET : LOCK_BUDGET,
                        row -> new Standing(row.getLong("available"), row.getBoolean("shared")),
                        fund.walletId(),
                        fund.leaseKind(),
                        keyId,
                        nodeId,
                        keyId == null ? fund.walletId() : keyId)
                .orElse(new Standing(0, false));
    }

    void addLeased(Fund fund, long nano) {
        @Nullable String keyId = fund.keyId();
        if (keyId == null) {
            database.update(ADD_TO_WALLET, nano, fund.walletId());
            return;
        }
        database.update(ADD_TO_BUDGET, nano, keyId);
    }

    void open(UUID id, Fund fund, NodeIdentity node, long granted) {
        database.update(
                OPEN,
                id,
                fund.leaseKind(),
                fund.walletId(),
                fund.keyId(),
                node.id(),
                node.epoch(),
                granted,
                node.leaseLife().toMillis());
        addLeased(fund, granted);
    }

    boolean enlarge(UUID id, long epoch, Fund fund, long granted) {
        if (database.update(ENLARGE, granted, id, epoch) == 0) {
            return false;
        }
        addLeased(fund, granted);
        return true;
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

    /** @return false if it was closed already */
    boolean shrink(UUID id, long nano) {
        return database.update(
                        "UPDATE credit_lease SET granted = granted - ? WHERE id = ? AND state = 'OPEN'", nano, id)
                == 1;
    }

    Others flagOthers(Fund fund, String nodeId) {
        return database.first(
                        FLAG_OTHERS,
                        row -> new Others(row.getBoolean("any"), row.getBoolean("newly")),
                        fund.walletId(),
                        fund.leaseKind(),
                        fund.keyId(),
                        nodeId)
                .orElseThrow();
    }

    /** On the commit of the transaction. */
    void tell(String channel, String text) {
        database.list("SELECT pg_notify(?, ?)", row -> true, channel, text);
    }

    long nextEpoch(String nodeId) {
        return database.first("""
                        INSERT INTO node (id, epoch) VALUES (?, 1)
                        ON CONFLICT (id) DO UPDATE SET epoch = node.epoch + 1 RETURNING epoch
                        """, row -> row.getLong(1), nodeId).orElseThrow();
    }

    List<Renewed> renew(NodeIdentity node) {
        return database.list(
                RENEW,
                row -> new Renewed(row.getObject("id", UUID.class), fund(row), row.getBoolean("recalled")),
                node.id(),
                node.epoch(),
                node.leaseLife().toMillis(),
                node.id(),
                node.epoch());
    }

    List<OpenLease> openLeasesOfEarlierEpochs(String nodeId, long epoch) {
        return database.list("""
                SELECT id, wallet_id, key_id FROM credit_lease
                WHERE state = 'OPEN' AND node_id = ? AND epoch < ? ORDER BY wallet_id, id
                """, LeaseStore::openLease, nodeId, epoch);
    }

    List<OpenLease> openLeasesOfDeadNodes(Duration life) {
        return database.list("""
                SELECT id, wallet_id, key_id FROM credit_lease
                WHERE state = 'OPEN' AND node_id IS NOT NULL
                    AND expires_at < clock_timestamp() - ? * interval '1 millisecond'
                ORDER BY wallet_id, id
                """, LeaseStore::openLease, life.toMillis());
    }

    Optional<KeyBudgets.Budget> budget(String keyId) {
        return database.first(
                "SELECT limit_nano, spent_nano, on_exhaustion FROM key_budget WHERE key_id = ?",
                row -> new KeyBudgets.Budget(
                        row.getLong("limit_nano"),
                        row.getLong("spent_nano"),
                        KeyBudgets.OnExhaustion.valueOf(row.getString("on_exhaustion"))),
                keyId);
    }

    private static OpenLease openLease(ResultSet row) throws SQLException {
        return new OpenLease(row.getObject("id", UUID.class), fund(row));
    }

    private static Fund fund(ResultSet row) throws SQLException {
        return new Fund(row.getLong("wallet_id"), row.getString("key_id"));
    }
}
