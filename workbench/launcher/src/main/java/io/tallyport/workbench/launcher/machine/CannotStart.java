package io.tallyport.workbench.launcher.machine;

import org.jspecify.annotations.Nullable;

/** Something on this machine is in the way; the message says what, and what to do, in one line. */
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CannotStart(String message) {
        this(message, null);
    }

    public CannotStart(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
