package io.tallyport.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** What sessions tell each other by NOTIFY. Nothing is told while the connection is lost, so nothing may depend on it. */
@ApplicationScoped
public class Notices {
    private static final Logger LOG = System.getLogger(Notices.class.getName());
    private static final int WAIT_MILLIS = 1_000;

    @Resource(lookup = "java:jboss/datasources/Tallyport")
    private DataSource source;

    /** Listens on a connection of its own as long as {@code goOn} says, and again after a second where that is lost. */
    public void listen(String channel, Consumer<String> heard, BooleanSupplier goOn) {
        while (goOn.getAsBoolean()) {
            try {
                listenOnce(channel, heard, goOn);
            } catch (SQLException e) {
                LOG.log(Level.DEBUG, "Notices are not heard; trying again", e);
                pause();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "A notice could not be acted on", e);
            }
        }
    }

    private void listenOnce(String channel, Consumer<String> heard, BooleanSupplier goOn) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + channel);
            PGConnection session = connection.unwrap(PGConnection.class);
            while (goOn.getAsBoolean()) {
                PGNotification @Nullable [] notices = session.getNotifications(WAIT_MILLIS);
                for (PGNotification notice : notices == null ? new PGNotification[0] : notices) {
                    heard.accept(notice.getParameter());
                }
                // the pool throws a lost connection away only if one of its own statements meets the loss
                statement.execute("SELECT 1");
            }
            statement.execute("UNLISTEN " + channel);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
