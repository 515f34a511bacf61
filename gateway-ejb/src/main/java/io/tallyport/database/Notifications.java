package io.tallyport.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** What other sessions announce on one channel (NOTIFY), heard on a connection of its own. For one thread. */
public final class Notifications implements AutoCloseable {
    /** A connection that is silent for longer is taken for lost. */
    private static final int NETWORK_TIMEOUT_MILLIS = 5_000;

    private final Connection connection;
    private final PGConnection session;
    private final String channel;

    Notifications(Connection connection, String channel) throws SQLException {
        this.connection = connection;
        this.session = connection.unwrap(PGConnection.class);
        this.channel = channel;
        connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MILLIS);
        // whoever had the connection before may have gone without a word
        execute("UNLISTEN *");
        execute("LISTEN " + channel);
    }

    /**
     * Payloads in the order of their commits, or none if nothing comes in time; whoever returns from here has just seen
     * the connection alive.
     *
     * @throws DatabaseException if it is lost: what was announced since is lost as well
     */
    public List<String> next(int waitMillis) {
        try {
            List<String> payloads = new ArrayList<>();
            collect(session.getNotifications(waitMillis), payloads);
            execute("SELECT 1");
            collect(session.getNotifications(), payloads);
            return payloads;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    @Override
    public void close() {
        try (Connection closed = connection) {
            execute("UNLISTEN *");
            closed.setNetworkTimeout(Runnable::run, 0);
        } catch (SQLException e) {
            // it is gone, which is what close is for
            return;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void collect(PGNotification @Nullable [] heard, List<String> payloads) {
        if (heard != null) {
            for (PGNotification notification : heard) {
                // what the connection heard for whoever had it before
                if (notification.getName().equals(channel)) {
                    payloads.add(notification.getParameter());
                }
            }
        }
    }
}
