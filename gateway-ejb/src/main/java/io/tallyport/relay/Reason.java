package io.tallyport.relay;

import java.util.Locale;

/** Why an attempt at an account brought no answer, before anything of it reached the caller. */
enum Reason {
    /** No connection. */
    UNREACHABLE(true),
    /** The connection ended before the answer. */
    BROKEN(true),
    TIMED_OUT(true),
    /** 429. */
    RATE_LIMITED(true),
    /** 503, 529. */
    OVERLOADED(true),
    /** Other 5xx, 408. */
    SERVER_ERROR(true),
    /** 200, but not an answer. */
    UNREADABLE(true),
    /** 401, 402, 403: the account's own affair. */
    REFUSED(false),
    /** 404: it does not know the model. */
    UNKNOWN_MODEL(false),
    /** Another attempt's answer began first. */
    HEDGED(false),
    /** The caller's own fault, wherever the call goes. */
    INVALID(false);

    private final boolean passes;

    Reason(boolean passes) {
        this.passes = passes;
    }

    /** Of an error status. */
    static Reason of(int status) {
        return switch (status) {
            case 401, 402, 403 -> REFUSED;
            case 404 -> UNKNOWN_MODEL;
            case 408 -> SERVER_ERROR;
            case 429 -> RATE_LIMITED;
            case 503, 529 -> OVERLOADED;
            default -> status >= 500 ? SERVER_ERROR : INVALID;
        };
    }

    /** Whether the same account may serve the call a moment later. */
    boolean passes() {
        return passes;
    }

    /** Whether another account may serve the call. */
    boolean mayPassElsewhere() {
        return this != INVALID && this != HEDGED;
    }

    /** As attempts are recorded. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
