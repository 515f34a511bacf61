package io.tallyport.vault;

import java.util.function.UnaryOperator;

/**
 * A column that holds sealed values; whoever owns one produces this, so that a change of the master key reaches it.
 *
 * @param what its values, for people: {@code webhook secrets}
 * @param id the column that finds a row
 * @param idType its type as PostgreSQL calls it
 * @param purposeOf the column that a value's purpose is made from
 * @param purpose makes it, from that column as text
 */
public record SealedColumn(
        String what,
        String table,
        String column,
        String id,
        String idType,
        String purposeOf,
        UnaryOperator<String> purpose) {}
