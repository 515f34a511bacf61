package io.tallyport.proof;

import io.tallyport.database.Database.ArrayOf;
import io.tallyport.database.Session;
import io.tallyport.proof.Part.Span;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
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
            SELECT coalesce(sum(n), 0), array_agg(wallet_id) FILTER (WHERE breach IS NOT NULL),
                array_agg(breach) FILTER (WHERE breach IS NOT NULL)
            FROM (SELECT wallet_id, min(breach) AS breach, count(*) AS n FROM (%s) checked
                GROUP BY wallet_id, CASE WHEN wallet_id IS NULL THEN breach END) by_wallet
            """;
    private static final String STARTS = """
            SELECT s.wallet_id, s.seq FROM (%s) s
            CROSS JOIN LATERAL (SELECT FROM wallet_entry WHERE of_wallet = s.wallet_id AND seq > s.seq LIMIT 1) later
            """.formatted(SCOPES.get("wallets"));
    private static final String SPANS = """
            SELECT wallet_id, s.seq AS after, coalesce((SELECT e.seq FROM wallet_entry e
                WHERE e.of_wallet = s.wallet_id AND e.seq > s.seq ORDER BY e.seq OFFSET ? LIMIT 1), ?) AS up_to
            FROM unnest(?::bigint[], ?::bigint[]) s (wallet_id, seq)
            """;
    private static final String FIRST_NEW_ID = """
            SELECT (lpad(to_hex(coalesce(greatest((extract(epoch FROM max(at)) * 1000)::bigint - ?, 0), 0)), 12, '0')
                || repeat('0', 20))::uuid FROM chain_checkpoint
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

    /** What an invariant says of a part: of each wallet at most one breach. */
    Finding check(Invariant invariant, Part part) {
        return switch (part) {
            case Part.Wallets wallets -> check(invariant, "wallets", array(wallets.ids()), wallets.fromCheckpoint());
            case Part.Entries(List<Span> spans) ->
                check(
                        invariant,
                        "entries",
                        array(spans, Span::walletId),
                        array(spans, Span::after),
                        array(spans, Span::upTo));
            case Part.Ids ids -> check(invariant, "ids", ids.after(), ids.upTo(), ids.oneOf());
            case Part.Everything() -> check(invariant, "everything");
        };
    }

    private Finding check(Invariant invariant, String scope, Object... values) {
        long began = System.nanoTime();
        return session.first(
                        CHECK.formatted(SCOPES.get(scope), invariant.sql()),
                        row -> finding(invariant, row, began),
                        values)
                .orElseThrow();
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

    List<Long> wallets() {
        return session.list("SELECT id FROM wallet ORDER BY id", row -> row.getLong(1));
    }

    /** Before the entries to be looked at, of those of the wallets that have any. */
    List<Span> starts(List<Long> wallets, boolean fromCheckpoint) {
        return session.list(STARTS, row -> new Span(row.getLong(1), 0, row.getLong(2)), array(wallets), fromCheckpoint);
    }

    /** What follows each span, of at most so many entries. */
    List<Span> next(List<Span> spans, int entries) {
        return session.list(
                SPANS,
                row -> new Span(row.getLong("wallet_id"), row.getLong("after"), row.getLong("up_to")),
                entries - 1,
                Span.END,
                array(spans, Span::walletId),
                array(spans, Span::upTo));
    }

    /** The id so many rows after an id; empty: there are fewer. */
    Optional<UUID> idAfter(String tableAndColumn, UUID after, int rows) {
        String table = tableAndColumn.substring(0, tableAndColumn.indexOf('.'));
        return session.first(
                "SELECT %2$s FROM %1$s WHERE %2$s > ? ORDER BY 1 OFFSET ? LIMIT 1".formatted(table, tableAndColumn),
                row -> row.getObject(1, UUID.class),
                after,
                rows - 1);
    }

    /** What the ids of calls begin with that began so long before the last checkpoint. */
    UUID firstNewId(Duration before) {
        return session.first(FIRST_NEW_ID, row -> row.getObject(1, UUID.class), before.toMillis())
                .orElseThrow();
    }

    OffsetDateTime now() {
        return session.first("SELECT clock_timestamp()", row -> row.getObject(1, OffsetDateTime.class))
                .orElseThrow();
    }

    private static ArrayOf array(List<Long> ids) {
        return array(ids, id -> id);
    }

    private static <T> ArrayOf array(List<T> rows, Function<T, Long> column) {
        return new ArrayOf("bigint", rows.stream().map(column).toArray());
    }

    /** At most {@code most} entries after {@code seq}; wallet 0: those of no wallet. */
    List<ChainLink> links(long walletId, long seq, int most) {
        return session.list(
                walletId == 0 ? LINKS_OF_HOUSE : LINKS_OF_WALLET,
                row -> new ChainLink(
                        row.getLong("seq"),
                        row.getObject("at", OffsetDateTime.class),
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
