package io.tallyport.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The application role's datasource. */
@ApplicationScoped
public class Database {
    private static final int LONGEST_MILLIS = (int) Duration.ofHours(1).toMillis();

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
        return inSession(session -> session.list(sql, mapper, values));
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
        return inSession(session -> session.update(sql, values));
    }

    /**
     * Several queries, parted by semicolons, in one round trip and, without a transaction around it, in one of its own. Each
     * sees what was committed when it begins.
     *
     * @return the rows of the last
     */
    public <T> List<T> listLast(String queries, RowMapper<T> mapper, @Nullable Object... values) {
        return inSession(session -> session.listLast(queries, mapper, values));
    }

    /** Several statements over one connection. */
    public <T> T inSession(Function<Session, T> work) {
        try (Connection connection = source.getConnection()) {
            return work.apply(Session.over(connection));
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Several statements over one connection, each of which may take as long as an hour. Not within a container transaction. */
    public <T> T patiently(Function<Session, T> work) {
        try (Connection connection = source.getConnection();
                Patience patience = Patience.of(connection)) {
            return work.apply(patience.session());
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** @param before the connection's network timeout, to be set again */
    private record Patience(Connection connection, Session session, int before) implements AutoCloseable {
        static Patience of(Connection connection) throws SQLException {
            Session session = Session.over(connection);
            session.update("SET statement_timeout = 0");
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, LONGEST_MILLIS);
            return new Patience(connection, session, before);
        }

        @Override
        public void close() throws SQLException {
            connection.setNetworkTimeout(Runnable::run, before);
            session.update("RESET statement_timeout");
        }
    }
}
