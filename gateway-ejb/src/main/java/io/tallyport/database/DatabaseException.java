package io.tallyport.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The database refused a statement or could not be reached. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String UNIQUE_VIOLATION = "23505";

    private final @Nullable String state;

    public DatabaseException(SQLException cause) {
        super(cause);
        this.state = cause.getSQLState();
    }

    /** Whether the statement broke a unique key: the row exists already. */
    public boolean isDuplicate() {
        return UNIQUE_VIOLATION.equals(state);
    }
}
