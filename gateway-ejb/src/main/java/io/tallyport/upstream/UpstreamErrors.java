package io.tallyport.upstream;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.UpstreamError;
import io.tallyport.transport.UpstreamListener.Failure;
import org.jspecify.annotations.Nullable;

/**
 * An upstream's failure in our own words: the status class is kept, its message passes only where it speaks of the
 * caller's request. A provider's complaint about our own account (401, 402, 403) is our failure, a 502.
 */
public final class UpstreamErrors {
    private UpstreamErrors() {}

    /** @param retryAfterHeader wins over what the error's body says */
    public static GatewayException of(UpstreamError error, @Nullable String retryAfterHeader) {
        @Nullable String retryAfter = retryAfterHeader == null ? error.retryAfter() : retryAfterHeader;
        String message = error.message();
        return switch (error.status()) {
            case 400, 422 -> new GatewayException(ErrorCode.INVALID_REQUEST, message).withStatus(error.status());
            case 404 -> new GatewayException(ErrorCode.NOT_FOUND, message);
            case 408 -> new GatewayException(ErrorCode.REQUEST_TIMEOUT, "The model provider timed out.");
            case 413 -> new GatewayException(ErrorCode.REQUEST_TOO_LARGE, message);
            case 429 ->
                new GatewayException(ErrorCode.RATE_LIMITED, "The model provider is limiting requests.")
                        .retryAfter(retryAfter);
            case 500 -> new GatewayException(ErrorCode.INTERNAL, "The model provider failed.").retryAfter(retryAfter);
            case 503 ->
                new GatewayException(ErrorCode.OVERLOADED, "The model provider is unavailable.").retryAfter(retryAfter);
            case 504 -> new GatewayException(ErrorCode.UPSTREAM_TIMEOUT, "The model provider timed out.");
            case 529 -> new GatewayException(ErrorCode.UPSTREAM_OVERLOADED, "Overloaded").retryAfter(retryAfter);
            default -> new GatewayException(ErrorCode.UPSTREAM_FAILED, "The model provider answered unexpectedly.");
        };
    }

    public static GatewayException of(Failure failure) {
        return switch (failure) {
            case UNREACHABLE ->
                new GatewayException(ErrorCode.UPSTREAM_FAILED, "The model provider cannot be reached.");
            case BROKEN -> new GatewayException(ErrorCode.UPSTREAM_FAILED, "The model provider broke the connection.");
            case TIMED_OUT ->
                new GatewayException(ErrorCode.UPSTREAM_TIMEOUT, "The model provider did not answer in time.");
        };
    }
}
