package io.tallyport.database;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements over one connection, whoever opened it; {@code null} values are allowed. */
public final class Session {
    private final Connection connection;

    private Session(Connection connection) {
        this.connection = connection;
    }

    /** The connection stays its owner's, who closes it. */
    public static Session over(Connection connection) {
        return new Session(connection);
    }

    public <T> List<T> list(String sql, Database.RowMapper<T> mapper, @Nullable Object... values) {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            return read(rows, mapper);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    public <T> Optional<T> first(String sql, Database.RowMapper<T> mapper, @Nullable Object... values) {
        return list(sql, mapper, values).stream().findFirst();
    }

    /** @return rows changed */
    public int update(String sql, @Nullable Object... values) {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Several queries, parted by semicolons, in one round trip; the rows of the last. */
    <T> List<T> listLast(String queries, Database.RowMapper<T> mapper, @Nullable Object... values) {
        try (PreparedStatement statement = prepare(queries, values)) {
            if (!statement.execute()) {
                throw new IllegalArgumentException("not queries: " + queries);
            }
            ResultSet last = statement.getResultSet();
            while (statement.getMoreResults(Statement.KEEP_CURRENT_RESULT)) {
                last.close();
                last = statement.getResultSet();
            }
            return read(last, mapper);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static <T> List<T> read(ResultSet rows, Database.RowMapper<T> mapper) throws SQLException {
        List<T> found = new ArrayList<>();
        while (rows.next()) {
            found.add(mapper.map(rows));
        }
        return found;
    }

    private PreparedStatement prepare(String sql, @Nullable Object[] values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, toJdbc(values[i]));
        }
        return statement;
    }

    private @Nullable Object toJdbc(@Nullable Object value) throws SQLException {
        if (value instanceof Database.ArrayOf array) {
            Array made = connection.createArrayOf(array.type(), array.elements());
            return made;
        }
        return value;
    }
}
