package io.tallyport.credit;

import io.tallyport.database.Database;
import io.tallyport.database.Database.ArrayOf;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class LeaseStore {
    private static final int PATIENCE_MILLIS = 100;
    private static final String RENEWAL_PATIENCE = "1s";
    private static final String LOCK_WALLETS = """
            SELECT set_config('lock_timeout', ?, true);
            SELECT 1 FROM wallet WHERE id = ANY (?) ORDER BY id FOR UPDATE;
            """;
    private static final String STANDING = """
            SELECT coalesce(CASE WHEN f.key_id IS NOT NULL
                    THEN (SELECT limit_nano - spent_nano - leased_nano FROM key_budget b WHERE b.key_id = f.key_id)
                    WHEN status = 'ACTIVE' THEN posted_p + posted_b - leased - frozen END, 0) AS available,
                EXISTS (SELECT FROM credit_lease l WHERE l.wallet_id = f.wallet_id AND l.state = 'OPEN' AND l.kind = f.kind
                    AND l.key_id IS NOT DISTINCT FROM f.key_id AND l.node_id <> ?) AS shared
            FROM unnest(?::bigint[], ?::text[], ?::text[]) WITH ORDINALITY AS f (wallet_id, key_id, kind, n)
            LEFT JOIN wallet ON id = f.wallet_id ORDER BY n
            """;

    /** Enlarges the lease that is in use, if it still may be; else opens the new one. */
    private static final String GRANT = """
            WITH grants AS (
                SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::bigint[])
                    WITH ORDINALITY AS g (used_id, new_id, wallet_id, key_id, kind, nano, n)
            ), enlarged AS (
                UPDATE credit_lease SET granted = granted + nano FROM grants
                WHERE id = used_id AND state = 'OPEN' AND epoch = ? AND recalled_at IS NULL RETURNING id
            ), opened AS (
                INSERT INTO credit_lease (id, kind, wallet_id, key_id, node_id, epoch, granted, expires_at)
                SELECT new_id, kind, wallet_id, key_id, ?, ?, nano, clock_timestamp() + ? * interval '1 millisecond'
                FROM grants LEFT JOIN enlarged ON id = used_id WHERE id IS NULL
            ), of_wallet AS (
                UPDATE wallet SET leased = leased + nano, version = version + 1 FROM grants
                WHERE id = wallet_id AND grants.key_id IS NULL
            ), of_budget AS (
                UPDATE key_budget b SET leased_nano = leased_nano + nano FROM grants WHERE b.key_id = grants.key_id
            )
            SELECT coalesce(id, new_id) AS id FROM grants LEFT JOIN enlarged ON id = used_id ORDER BY n
            """;

    private static final String TAKE_BACK = """
            WITH part AS (
                SELECT p.*, ?::bigint AS overdue_millis
                FROM unnest(?::uuid[], ?::boolean[], ?::bigint[]) AS p (lease_id, whole, nano)
            ), back AS (
                UPDATE credit_lease SET state = CASE WHEN whole THEN ? ELSE state END,
                    granted = CASE WHEN whole THEN granted ELSE granted - nano END
                FROM part WHERE id = lease_id AND state = 'OPEN'
                    AND (overdue_millis IS NULL
                        OR expires_at < clock_timestamp() - overdue_millis * interval '1 millisecond')
                RETURNING wallet_id, key_id, CASE WHEN whole THEN granted - consumed ELSE nano END AS nano
            ), of_wallet AS (
                UPDATE wallet SET leased = leased - nano, version = version + 1
                FROM (SELECT wallet_id, sum(nano)::bigint AS nano FROM back WHERE key_id IS NULL GROUP BY wallet_id) b
                WHERE id = wallet_id
            ), of_budget AS (
                UPDATE key_budget k SET leased_nano = leased_nano - nano
                FROM (SELECT key_id, sum(nano)::bigint AS nano FROM back GROUP BY key_id) b WHERE k.key_id = b.key_id
            )
            SELECT count(*) FROM back
            """;

    /** Waits for nobody: leases that a settlement holds right now are left for {@link #RENEW_OF_WALLET}. */
    private static final String RENEW_FREE = """
            WITH mine AS (
                SELECT id FROM credit_lease WHERE state = 'OPEN' AND node_id = ? AND epoch = ? FOR UPDATE SKIP LOCKED
            )
            UPDATE credit_lease l SET expires_at = clock_timestamp() + ? * interval '1 millisecond'
            FROM mine WHERE l.id = mine.id
            RETURNING l.id, l.wallet_id, l.key_id, l.recalled_at IS NOT NULL AS recalled
            """;

    private static final String RENEW_OF_WALLET = """
            UPDATE credit_lease SET expires_at = clock_timestamp() + ? * interval '1 millisecond'
            WHERE wallet_id = ? AND state = 'OPEN' AND node_id = ? AND epoch = ?
            RETURNING id, wallet_id, key_id, recalled_at IS NOT NULL AS recalled
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

    /** @param usedId the lease to enlarge; null: none */
    record Grant(@Nullable UUID usedId, UUID newId, Fund fund, long nano) {}

    /**
     * What goes back.
     *
     * @param whole the lease ends
     * @param nano how much of it, where it does not
     */
    record Part(UUID leaseId, long walletId, boolean whole, long nano) {}

    /** Locks the funds; a wallet that is stopped or gone has nothing. A key's budget is locked by its wallet. */
    List<Standing> lock(List<Fund> funds, String nodeId, boolean patiently) {
        return database.listLast(
                LOCK_WALLETS + STANDING,
                row -> new Standing(row.getLong("available"), row.getBoolean("shared")),
                patience(patiently),
                wallets(funds.stream().map(Fund::walletId)),
                nodeId,
                array("bigint", funds, Fund::walletId),
                array("text", funds, Fund::keyId),
                array("text", funds, Fund::leaseKind));
    }

    /** Those of the wallets that nobody else holds right now. */
    Set<Long> lockable(List<Long> walletIds) {
        return Set.copyOf(database.list(
                "SELECT id FROM wallet WHERE id = ANY (?) FOR UPDATE SKIP LOCKED",
                row -> row.getLong(1),
                wallets(walletIds.stream())));
    }

    /** @return the leases that were enlarged or opened, in the order of the grants */
    List<UUID> grant(List<Grant> grants, NodeIdentity node) {
        if (grants.isEmpty()) {
            return List.of();
        }
        return database.list(
                GRANT,
                row -> row.getObject("id", UUID.class),
                array("uuid", grants, Grant::usedId),
                array("uuid", grants, Grant::newId),
                array("bigint", grants, grant -> grant.fund().walletId()),
                array("text", grants, grant -> grant.fund().keyId()),
                array("text", grants, grant -> grant.fund().leaseKind()),
                array("bigint", grants, Grant::nano),
                node.epoch(),
                node.id(),
                node.epoch(),
                node.leaseLife().toMillis());
    }

    /**
     * All or nothing, without a transaction around it too; a lease that was closed meanwhile gives nothing.
     *
     * @param patiently whether it waits for locks as long as it takes
     */
    void giveBack(List<Part> parts, boolean patiently) {
        takeBack("RETURNED", parts, null, patiently);
    }

    /** @param overdue only leases that have not been renewed for so long after their time; null: whatever they are */
    void expire(List<OpenLease> dead, @Nullable Duration overdue) {
        List<Part> parts = dead.stream()
                .map(lease -> new Part(lease.id(), lease.fund().walletId(), true, 0))
                .toList();
        takeBack("EXPIRED", parts, overdue, true);
    }

    private void takeBack(String state, List<Part> parts, @Nullable Duration overdue, boolean patiently) {
        database.listLast(
                LOCK_WALLETS + TAKE_BACK,
                row -> row.getLong(1),
                patience(patiently),
                wallets(parts.stream().map(Part::walletId)),
                overdue == null ? null : overdue.toMillis(),
                array("uuid", parts, Part::leaseId),
                array("boolean", parts, Part::whole),
                array("bigint", parts, Part::nano),
                state);
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

    /** @return this node's open leases, but for those that somebody holds right now */
    List<Renewed> renewFree(NodeIdentity node) {
        return database.list(
                RENEW_FREE,
                LeaseStore::renewed,
                node.id(),
                node.epoch(),
                node.leaseLife().toMillis());
    }

    /**
     * Wallet first, as everywhere, so that it never waits crosswise with a settlement.
     *
     * @throws io.tallyport.database.DatabaseException if somebody holds the wallet for longer than a second
     */
    List<Renewed> renewOf(long walletId, NodeIdentity node) {
        return database.listLast(
                LOCK_WALLETS + RENEW_OF_WALLET,
                LeaseStore::renewed,
                RENEWAL_PATIENCE,
                wallets(Stream.of(walletId)),
                node.leaseLife().toMillis(),
                walletId,
                node.id(),
                node.epoch());
    }

    List<OpenLease> openLeasesOfThisNode(NodeIdentity node) {
        return database.list(
                "SELECT id, wallet_id, key_id FROM credit_lease WHERE state = 'OPEN' AND node_id = ? AND epoch = ?",
                LeaseStore::openLease,
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

    private static String patience(boolean patiently) {
        return patiently ? "0" : PATIENCE_MILLIS + "ms";
    }

    private static ArrayOf wallets(Stream<Long> ids) {
        return new ArrayOf("bigint", ids.distinct().toArray());
    }

    private static <T> ArrayOf array(String type, List<T> rows, Function<T, @Nullable Object> column) {
        return new ArrayOf(type, rows.stream().map(column).toArray());
    }

    private static Renewed renewed(ResultSet row) throws SQLException {
        return new Renewed(row.getObject("id", UUID.class), fund(row), row.getBoolean("recalled"));
    }

    private static OpenLease openLease(ResultSet row) throws SQLException {
        return new OpenLease(row.getObject("id", UUID.class), fund(row));
    }

    private static Fund fund(ResultSet row) throws SQLException {
        return new Fund(row.getLong("wallet_id"), row.getString("key_id"));
    }
}
