package io.tallyport.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The database refused a statement or could not be reached. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String CHECK_VIOLATION = "23514";
    private static final String EXCLUSION_VIOLATION = "23P01";

    private final @Nullable String state;

    public DatabaseException(SQLException cause) {
        super(cause);
        this.state = cause.getSQLState();
    }

    /** Whether the statement broke a unique key: the row exists already. */
    public boolean isDuplicate() {
        return UNIQUE_VIOLATION.equals(state);
    }

    /** Whether a value is outside what the table takes. */
    public boolean isRefusedByCheck() {
        return CHECK_VIOLATION.equals(state);
    }

    /** Whether the row overlaps another that excludes it. */
    public boolean isOverlap() {
        return EXCLUSION_VIOLATION.equals(state);
    }
}
