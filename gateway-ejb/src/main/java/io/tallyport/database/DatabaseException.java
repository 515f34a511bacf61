package io.tallyport.database;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The database refused a statement or could not be reached. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String CHECK_VIOLATION = "23514";
    private static final String EXCLUSION_VIOLATION = "23P01";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    /** Serialization failure, deadlock; and a unique key, under which another transaction was a moment faster. */
    private static final Set<String> PASSING = Set.of("40001", "40P01", UNIQUE_VIOLATION);

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

    /** Whether the same transaction, tried again from its start, will probably end otherwise. */
    public boolean isPassing() {
        return state != null && PASSING.contains(state);
    }

    /** Whether it was given up because somebody held a lock for longer than the statement was to wait. */
    public boolean isLockTimeout() {
        return LOCK_NOT_AVAILABLE.equals(state);
    }
}
