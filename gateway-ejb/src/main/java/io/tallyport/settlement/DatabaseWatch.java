package io.tallyport.settlement;

import io.tallyport.database.DatabaseClock;
import io.tallyport.database.DatabaseState;
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

/**
 * Asks the database once a second whether it is there, so that paid calls fail closed when it is not, and what time it is
 * there.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DatabaseWatch {
    private static final Logger LOG = System.getLogger(DatabaseWatch.class.getName());
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Inject
    private DatabaseClock clock;

    @Inject
    private Settlements settlements;

    @Inject
    private DatabaseState state;

    @Inject
    private Intervals intervals;

    @PostConstruct
    void start() {
        // apart from asking, which may hang with the database
        intervals.every(SECOND, "end overdue settlements", settlements::expireOverdue);
        intervals.every(SECOND, "ask the database", this::ask);
    }

    private void ask() {
        boolean answers = clock.ask();
        if (answers && !state.isReachable()) {
            LOG.log(Level.INFO, "The database answers again");
        }
        if (!answers && state.isReachable()) {
            LOG.log(Level.ERROR, "The database does not answer: paid calls get 503 until it does");
        }
        state.report(answers);
    }
}
