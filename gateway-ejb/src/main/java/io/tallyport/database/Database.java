package io.tallyport.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The application role's datasource. */
@ApplicationScoped
public class Database {
    @Resource(lookup = "java:jboss/datasources/Tallyport")
    private DataSource source;

    /** Makes a value of the row the cursor stands on. */
    @FunctionalInterface
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** Values for {@code text[]}, {@code bigint[]} and so on: the type's PostgreSQL name and its elements. */
    public record ArrayOf(String type, Object[] elements) {}

    public <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... values) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            return read(rows, mapper);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... values) {
        return list(sql, mapper, values).stream().findFirst();
    }

    /** Whether it can be reached and serves a query. */
    public boolean answers() {
        try {
            return first("SELECT 1", row -> row.getInt(1)).isPresent();
        } catch (RuntimeException e) {
            return false;
        }
    }

    /**
     * Hears what is announced on a channel from now on, on a connection that is kept until it is closed.
     *
     * @param channel an identifier as SQL takes it
     */
    public Notifications listen(String channel) {
        try {
            return new Notifications(source.getConnection(), channel);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** @return rows changed */
    public int update(String sql, @Nullable Object... values) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /**
     * Several queries, parted by semicolons, in one round trip and, without a transaction around it, in one of its own. Each
     * sees what was committed when it begins.
     *
     * @return the rows of the last
     */
    public <T> List<T> listLast(String queries, RowMapper<T> mapper, @Nullable Object... values) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepare(connection, queries, values)) {
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

    private static <T> List<T> read(ResultSet rows, RowMapper<T> mapper) throws SQLException {
        List<T> found = new ArrayList<>();
        while (rows.next()) {
            found.add(mapper.map(rows));
        }
        return found;
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object[] values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, toJdbc(connection, values[i]));
        }
        return statement;
    }

    private static @Nullable Object toJdbc(Connection connection, @Nullable Object value) throws SQLException {
        if (value instanceof ArrayOf array) {
            Array made = connection.createArrayOf(array.type(), array.elements());
            return made;
        }
        return value;
    }
}
