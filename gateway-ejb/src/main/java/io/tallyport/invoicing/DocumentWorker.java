package io.tallyport.invoicing;

import io.tallyport.alert.Alerts;
import io.tallyport.database.DatabaseState;
import io.tallyport.document.Cause;
import io.tallyport.invoicing.DocumentWorkStore.Claimed;
import io.tallyport.timing.Backoff;
import io.tallyport.timing.Intervals;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/**
 * Makes what is queued, on whatever node, each until it is done: with a growing pause, and people are told why it waits.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DocumentWorker {
    private static final Logger LOG = System.getLogger(DocumentWorker.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLAIM = Duration.ofMinutes(5);
    private static final Backoff BACKOFF = new Backoff(PAUSE, Duration.ofMinutes(10));
    private static final int AT_ONCE = 10;

    @Inject
    private DocumentWorkStore store;

    @Inject
    private Making making;

    @Inject
    private DocumentNews news;

    @Inject
    private Alerts alerts;

    @Inject
    private DatabaseState state;

    @Inject
    private Intervals intervals;

    @PostConstruct
    void start() {
        intervals.every(PAUSE, "make documents", this::work);
    }

    private void work() {
        if (!state.isReachable()) {
            return;
        }
        List<Claimed> claimed = store.claim(AT_ONCE, CLAIM);
        while (!claimed.isEmpty()) {
            claimed.forEach(this::make);
            claimed = store.claim(AT_ONCE, CLAIM);
        }
    }

    private void make(Claimed work) {
        try {
            Making.Outcome outcome = making.make(work.cause());
            switch (outcome.state()) {
                case DONE -> news.end(work.id(), work.cause(), outcome.text());
                case WAITS -> store.again(work.id(), BACKOFF.doubled(work.attempts() - 1), outcome.text());
                case REFUSED -> tryAgain(work, outcome.text());
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Could not make the " + subject(work.cause()) + "; trying again", e);
            tryAgain(work, String.valueOf(e.getMessage()));
        }
    }

    private void tryAgain(Claimed work, String reason) {
        store.again(work.id(), BACKOFF.doubled(work.attempts() - 1), reason);
        alerts.raise("document-waits", work.cause().organisationId(), subject(work.cause()) + ": " + reason);
    }

    private static String subject(Cause cause) {
        if (cause.month() != null) {
            return cause.type() + " of " + cause.month();
        }
        return cause.type()
                + (cause.refundId() == null ? " of order " + cause.orderId() : " of refund " + cause.refundId());
    }
}
