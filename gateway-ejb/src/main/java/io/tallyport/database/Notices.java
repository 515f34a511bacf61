package io.tallyport.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What sessions tell each other by NOTIFY. Nothing is told while the connection is lost, so nothing may depend on it. */
@ApplicationScoped
public class Notices {
    private static final Logger LOG = System.getLogger(Notices.class.getName());
    private static final int WAIT_MILLIS = 1_000;

    @Inject
    private Database database;

    /** Listens on a connection of its own as long as {@code goOn} says, and again after a second where that is lost. */
    public void listen(String channel, Consumer<String> heard, BooleanSupplier goOn) {
        while (goOn.getAsBoolean()) {
            try (Notifications told = database.listen(channel)) {
                while (goOn.getAsBoolean()) {
                    told.next(WAIT_MILLIS).forEach(text -> hear(channel, text, heard));
                }
            } catch (DatabaseException e) {
                LOG.log(Level.DEBUG, "Notices are not heard; trying again", e);
                pause();
            }
        }
    }

    /** One that cannot be acted on keeps nobody from the next. */
    private static void hear(String channel, String text, Consumer<String> heard) {
        try {
            heard.accept(text);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A notice on " + channel + " could not be acted on", e);
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
