package io.tallyport.affinity;

import io.tallyport.affinity.Placements.Placement;
import io.tallyport.database.Database;
import io.tallyport.database.Database.ArrayOf;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

@ApplicationScoped
class PlacementStore {
    /** Of two nodes that placed a conversation at the same time, the first to write stands. */
    private static final String PLACE = """
            INSERT INTO affinity_placement (conversation, upstream_account_id, life_seconds, expires_at)
            SELECT conversation, account, life, clock_timestamp() + life * interval '1 second'
            FROM unnest(?::bigint[], ?::bigint[], ?::integer[]) placed (conversation, account, life)
            JOIN upstream_account a ON a.id = account
            ON CONFLICT (conversation) DO UPDATE
                SET upstream_account_id = excluded.upstream_account_id, life_seconds = excluded.life_seconds,
                    placed_at = clock_timestamp(), expires_at = excluded.expires_at
                WHERE affinity_placement.expires_at <= clock_timestamp()
            """;

    private static final String PROLONG = """
            UPDATE affinity_placement SET expires_at = clock_timestamp() + life * interval '1 second'
            FROM unnest(?::bigint[], ?::integer[]) used (id, life) WHERE conversation = id
            """;
    /** With some seconds that are read twice, for transactions that ended late. */
    private static final String NEWER = """
            SELECT conversation, upstream_account_id, life_seconds FROM affinity_placement
            WHERE placed_at > clock_timestamp() - ? * interval '1 second' AND expires_at > clock_timestamp()
            """;

    @Inject
    private Database database;

    void place(List<Placement> placed) {
        database.update(
                PLACE,
                array("bigint", placed, Placement::conversation),
                array("bigint", placed, Placement::accountId),
                array("integer", placed, Placement::lifeSeconds));
    }

    void prolong(List<Placement> used) {
        database.update(
                PROLONG,
                array("bigint", used, Placement::conversation),
                array("integer", used, Placement::lifeSeconds));
    }

    List<Placement> newerThan(int seconds) {
        return database.list(NEWER, PlacementStore::placement, seconds);
    }

    List<Placement> all() {
        return database.list(
                "SELECT conversation, upstream_account_id, life_seconds FROM affinity_placement"
                        + " WHERE expires_at > clock_timestamp()",
                PlacementStore::placement);
    }

    void deleteOver() {
        database.update("DELETE FROM affinity_placement WHERE expires_at < clock_timestamp()");
    }

    private static ArrayOf array(String type, List<Placement> of, Function<Placement, Object> value) {
        return new ArrayOf(type, of.stream().map(value).toArray());
    }

    private static Placement placement(ResultSet row) throws SQLException {
        return new Placement(
                row.getLong("conversation"), row.getLong("upstream_account_id"), row.getInt("life_seconds"));
    }
}
