package io.tallyport.settlement;

import io.tallyport.database.Database;
import io.tallyport.database.DatabaseState;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Asks the database once a second whether it is there, so that paid calls fail closed when it is not. */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DatabaseWatch {
    private static final Logger LOG = System.getLogger(DatabaseWatch.class.getName());

    @Inject
    private Database database;

    @Inject
    private Settlements settlements;

    @Inject
    private DatabaseState state;

    /** Apart from {@link #ask}, which may hang with the database. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void expireOverdue() {
        settlements.expireOverdue();
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void ask() {
        boolean answers = database.answers();
        if (answers && !state.isReachable()) {
            LOG.log(Level.INFO, "The database answers again");
        }
        if (!answers && state.isReachable()) {
            LOG.log(Level.ERROR, "The database does not answer: paid calls get 503 until it does");
        }
        state.report(answers);
    }
}
