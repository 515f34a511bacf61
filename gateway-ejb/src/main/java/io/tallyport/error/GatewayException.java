package io.tallyport.error;

import jakarta.ejb.ApplicationException;
import org.jspecify.annotations.Nullable;

/**
 * A call that is refused or has failed, in words fit for the caller: no internals, no upstream identity.
 *
 * <p>Carries no stack trace: it is an answer, made thousands of times a second under overload.
 */
@ApplicationException(rollback = true)
public final class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final int status;
    private final @Nullable String param;
    private final @Nullable String retryAfter;
    private final transient @Nullable Limit limit;

    public GatewayException(ErrorCode code, String message) {
        this(code, code.status(), message, null, null, null);
    }

    private GatewayException(
            ErrorCode code,
            int status,
            String message,
            @Nullable String param,
            @Nullable String retryAfter,
            @Nullable Limit limit) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.param = param;
        this.retryAfter = retryAfter;
        this.limit = limit;
    }

    /** A refusal by a limit, which its message tells together with the remedy. */
    public static GatewayException limited(ErrorCode code, Limit limit, String remedy) {
        return new GatewayException(code, limit.inWords() + ' ' + remedy).by(limit);
    }

    /** A 400 that names the field at fault, such as {@code messages[0].role}. */
    public static GatewayException invalid(String param, String message) {
        return new GatewayException(ErrorCode.INVALID_REQUEST, 400, message, param, null, null);
    }

    /** A 400 that names a field which has no counterpart where the request must go. */
    public static GatewayException untranslatable(String param, String message) {
        return new GatewayException(ErrorCode.UNTRANSLATABLE, 400, message, param, null, null);
    }

    /** The same refusal with the header {@code retry-after}, in seconds or as the upstream wrote it. */
    public GatewayException retryAfter(@Nullable String value) {
        return new GatewayException(code, status, message(), param, value, limit);
    }

    /** The same refusal with the limit that is its cause; whoever it resets for is told when to come back. */
    public GatewayException by(Limit cause) {
        @Nullable
        String wait = cause.resetSeconds() == Limit.BY_REMEDY_ONLY ? retryAfter : Long.toString(cause.resetSeconds());
        return new GatewayException(code, status, message(), param, wait, cause);
    }

    /** The same refusal of a field that goes by another name. */
    public GatewayException naming(String field, String name) {
        return new GatewayException(code, status, message().replace(field, name), name, retryAfter, limit);
    }

    /** The same refusal with another status of the same class, as an upstream sent it. */
    public GatewayException withStatus(int other) {
        return new GatewayException(code, other, message(), param, retryAfter, limit);
    }

    public ErrorCode code() {
        return code;
    }

    public int status() {
        return status;
    }

    public String message() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }

    public @Nullable String param() {
        return param;
    }

    public @Nullable String retryAfter() {
        return retryAfter;
    }

    public @Nullable Limit limit() {
        return limit;
    }
}
