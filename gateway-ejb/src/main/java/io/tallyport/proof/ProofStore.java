package io.tallyport.proof;

import io.tallyport.database.Database;
import io.tallyport.database.Session;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and writes over one session, which need not be a container's. */
final class ProofStore {
    private static final Map<String, String> SCOPES = SqlFile.sections("scope.sql", "-- scope: ");
    private static final String LINKS = SqlFile.whole("chain_links.sql");
    private static final String LINKS_OF_WALLET = LINKS.replace("/* wallet */", "e.of_wallet = ?");
    private static final String LINKS_OF_HOUSE = LINKS.replace("wallet_entry e", "ledger_entry e")
            .replace("e.of_wallet", "e.wallet_id")
            .replace("/* wallet */", "e.wallet_id IS NULL AND ? = 0");
    private static final String CHECK = """
            WITH scope AS (%s
            )
            SELECT count(*), (array_agg(wallet_id) FILTER (WHERE breach IS NOT NULL))[:100],
                (array_agg(breach) FILTER (WHERE breach IS NOT NULL))[:100]
            FROM (%s) checked WHERE ?::bigint IS NULL OR wallet_id = ?
            """;
    private static final String BREACHED = """
            WITH scope AS (%s
            )
            SELECT DISTINCT wallet_id FROM (%s) checked WHERE breach IS NOT NULL AND wallet_id = ANY (?)
            """;
    private static final String UNSEALED = """
            SELECT w.id FROM (SELECT id FROM wallet UNION ALL SELECT 0) w
            LEFT JOIN LATERAL (SELECT seq FROM chain_checkpoint WHERE wallet_id = w.id ORDER BY seq DESC LIMIT 1) c ON true
            WHERE EXISTS (SELECT FROM wallet_entry WHERE of_wallet = w.id AND seq > coalesce(c.seq, 0))
                OR w.id = 0 AND EXISTS (SELECT FROM ledger_entry WHERE wallet_id IS NULL AND seq > coalesce(c.seq, 0))
            """;
    private static final String WRITE = """
            INSERT INTO chain_checkpoint
                (wallet_id, seq, entries, hash, sealed_hash, marks, paid_nano, bonus_nano, debt_nano, spent_nano)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private final Session session;

    ProofStore(Session session) {
        this.session = session;
    }

    Finding check(Invariant invariant, Scope scope) {
        long began = System.nanoTime();
        String sql = CHECK.formatted(SCOPES.get(scope.full() ? "full" : "tail"), invariant.sql());
        @Nullable Long only = scope.walletId();
        return session.first(sql, row -> finding(invariant, row, began), only, only, only, only)
                .orElseThrow();
    }

    /** Those of the wallets on whose books it does not hold, from the first entry on. */
    Set<Long> breached(Invariant invariant, Set<Long> wallets) {
        @Nullable Long only = wallets.size() == 1 ? wallets.iterator().next() : null;
        return Set.copyOf(session.list(
                BREACHED.formatted(SCOPES.get("full"), invariant.sql()),
                row -> row.getLong(1),
                only,
                only,
                new Database.ArrayOf("bigint", wallets.toArray())));
    }

    private static Finding finding(Invariant invariant, ResultSet row, long began) throws SQLException {
        List<Breach> breaches = new ArrayList<>();
        @Nullable Array wallets = row.getArray(2);
        @Nullable Array breached = row.getArray(3);
        if (wallets != null && breached != null) {
            @Nullable Long[] ids = (Long[]) wallets.getArray();
            String[] texts = (String[]) breached.getArray();
            for (int i = 0; i < texts.length; i++) {
                breaches.add(new Breach(invariant, ids[i], texts[i]));
            }
        }
        return new Finding(invariant, row.getLong(1), breaches, (System.nanoTime() - began) / 1_000_000);
    }

    /** At most {@code most} entries after {@code seq}; wallet 0: those of no wallet. */
    List<ChainLink> links(long walletId, long seq, int most) {
        return session.list(
                walletId == 0 ? LINKS_OF_HOUSE : LINKS_OF_WALLET,
                row -> new ChainLink(
                        row.getLong("seq"),
                        row.getLong("age_seconds"),
                        row.getBoolean("shown"),
                        row.getString("link"),
                        row.getString("house"),
                        row.getLong("paid"),
                        row.getLong("bonus"),
                        row.getLong("debt"),
                        row.getLong("spent")),
                walletId,
                seq,
                most);
    }

    /** Wallets with entries after their last checkpoint. */
    List<Long> unsealed() {
        return session.list(UNSEALED, row -> row.getLong(1));
    }

    List<Long> chained() {
        return session.list("SELECT DISTINCT wallet_id FROM chain_checkpoint ORDER BY 1", row -> row.getLong(1));
    }

    /** The last checkpoint at or before an entry. */
    Optional<Checkpoint> lastCheckpoint(long walletId, long seq) {
        return session.first(
                "SELECT * FROM chain_checkpoint WHERE wallet_id = ? AND seq <= ? ORDER BY seq DESC LIMIT 1",
                ProofStore::checkpoint,
                walletId,
                seq);
    }

    /** At most {@code most} checkpoints after an entry, in their order. */
    List<Checkpoint> checkpoints(long walletId, long seq, int most) {
        return session.list(
                "SELECT * FROM chain_checkpoint WHERE wallet_id = ? AND seq > ? ORDER BY seq LIMIT ?",
                ProofStore::checkpoint,
                walletId,
                seq,
                most);
    }

    void write(Checkpoint checkpoint) {
        Chain chain = checkpoint.chain();
        session.update(
                WRITE,
                chain.walletId(),
                chain.seq(),
                chain.entries(),
                chain.hash(),
                chain.sealed(),
                checkpoint.marks(),
                chain.paid(),
                chain.bonus(),
                chain.debt(),
                chain.spent());
    }

    private static Checkpoint checkpoint(ResultSet row) throws SQLException {
        return new Checkpoint(
                new Chain(
                        row.getLong("wallet_id"),
                        row.getLong("seq"),
                        row.getLong("entries"),
                        row.getBytes("hash"),
                        row.getBytes("sealed_hash"),
                        row.getLong("paid_nano"),
                        row.getLong("bonus_nano"),
                        row.getLong("debt_nano"),
                        row.getLong("spent_nano")),
                row.getBytes("marks"));
    }
}
