package io.tallyport.vault;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Any table's sealed column; the names of both are constants of ours. */
@ApplicationScoped
class SealedStore {
    @Inject
    private Database database;

    /** @param row its id as text */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sealed(String row, String purpose, byte[] value) {}

    private record Count(String keyId, long values) {}

    /** How many values each key sealed, by the key's id. */
    Map<String, Long> countByKey(SealedColumn of) {
        return database
                .list(
                        "SELECT encode(substring(%2$s FROM 1 FOR 4), 'hex'), count(*) FROM %1$s WHERE %2$s IS NOT NULL GROUP BY 1"
                                .formatted(of.table(), of.column()),
                        row -> new Count(row.getString(1), row.getLong(2)))
                .stream()
                .collect(Collectors.toMap(Count::keyId, Count::values));
    }

    /** @param after the id, as text, that the last page ended with */
    List<Sealed> sealedUnder(String keyId, SealedColumn of, String after, int most) {
        return database.list(
                """
                SELECT %1$s::text, %2$s::text, %3$s FROM %4$s
                WHERE encode(substring(%3$s FROM 1 FOR 4), 'hex') = ? AND %1$s::text > ? ORDER BY 1 LIMIT ?
                """.formatted(of.id(), of.purposeOf(), of.column(), of.table()),
                row -> new Sealed(row.getString(1), of.purpose().apply(row.getString(2)), row.getBytes(3)),
                keyId,
                after,
                most);
    }

    /** @return false if it has changed meanwhile */
    boolean replace(SealedColumn of, Sealed before, byte[] after) {
        return database.update(
                        "UPDATE %1$s SET %2$s = ? WHERE %3$s = ?::%4$s AND %2$s = ?"
                                .formatted(of.table(), of.column(), of.id(), of.idType()),
                        after,
                        before.row(),
                        before.value())
                == 1;
    }
}
