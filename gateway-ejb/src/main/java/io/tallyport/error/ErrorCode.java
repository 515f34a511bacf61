package io.tallyport.error;

import org.jspecify.annotations.Nullable;

/**
 * Every cause for which a call is refused or fails, with its HTTP status and its names in both protocols.
 *
 * <p>Source: wire.md rule 3, sections 2.5 and 3.
 */
public enum ErrorCode {
    INVALID_REQUEST(400, "invalid_request_error", "invalid_request_error", null),
    /** A field that cannot be told in the format of the account that serves the model. */
    UNTRANSLATABLE(400, "invalid_request_error", "invalid_request_error", "unsupported_parameter"),
    WRONG_PROTOCOL(400, "invalid_request_error", "invalid_request_error", "unsupported_protocol"),
    /** The model, or a price class that the call would use, has no price: refused, never free (money.md B12). */
    UNPRICED_MODEL(400, "invalid_request_error", "invalid_request_error", "model_not_priced"),
    INVALID_KEY(401, "authentication_error", "invalid_request_error", "invalid_api_key"),
    KEY_REVOKED(401, "authentication_error", "invalid_request_error", "api_key_revoked"),
    KEY_EXPIRED(401, "authentication_error", "invalid_request_error", "api_key_expired"),
    INSUFFICIENT_CREDITS(402, "insufficient_credits", "insufficient_quota", "insufficient_credits"),
    /** In the price book, but nobody has opened it after seeing its margin. */
    MODEL_CLOSED(403, "permission_error", "invalid_request_error", "model_closed"),
    /** The spend cap of a key, not the balance of its organisation. */
    KEY_BUDGET_EXHAUSTED(402, "insufficient_credits", "insufficient_quota", "key_budget_exhausted"),
    MODEL_NOT_ALLOWED(403, "permission_error", "invalid_request_error", "model_not_allowed"),
    ADDRESS_NOT_ALLOWED(403, "permission_error", "invalid_request_error", "address_not_allowed"),
    ORGANISATION_STOPPED(403, "permission_error", "invalid_request_error", "organisation_stopped"),
    /** A management key where calls are made, or a plain one where only management keys may look. */
    WRONG_KIND_OF_KEY(403, "permission_error", "invalid_request_error", "wrong_kind_of_key"),
    /** A management key whose role does not include what was asked for. */
    ROLE_MISSING(403, "permission_error", "invalid_request_error", "role_missing"),
    ORGANISATION_SUSPENDED(403, "permission_error", "invalid_request_error", "organisation_suspended"),
    /** The wallet's books do not prove: nothing more is charged to it until people have looked. */
    BALANCE_HELD(403, "permission_error", "invalid_request_error", "balance_held"),
    NOT_FOUND(404, "not_found_error", "invalid_request_error", null),
    MODEL_NOT_FOUND(404, "not_found_error", "invalid_request_error", "model_not_found"),
    METHOD_NOT_ALLOWED(405, "invalid_request_error", "invalid_request_error", "method_not_allowed"),
    REQUEST_TIMEOUT(408, "timeout_error", "invalid_request_error", "request_timeout"),
    /** The same idempotency key is being worked on. */
    IN_PROGRESS(409, "invalid_request_error", "invalid_request_error", "idempotency_key_in_progress"),
    /** The idempotency key came before with another request. */
    KEY_REUSED(422, "invalid_request_error", "invalid_request_error", "idempotency_key_reused"),
    REQUEST_TOO_LARGE(413, "request_too_large", "invalid_request_error", "request_too_large"),
    UNSUPPORTED_MEDIA_TYPE(415, "invalid_request_error", "invalid_request_error", "unsupported_media_type"),
    UNPROCESSABLE(422, "invalid_request_error", "invalid_request_error", null),
    RATE_LIMITED(429, "rate_limit_error", "requests", "rate_limit_exceeded"),
    INTERNAL(500, "api_error", "server_error", null),
    UPSTREAM_FAILED(502, "api_error", "server_error", "upstream_error"),
    OVERLOADED(503, "overloaded_error", "server_error", "overloaded"),
    UPSTREAM_TIMEOUT(504, "timeout_error", "server_error", "upstream_timeout"),
    UPSTREAM_OVERLOADED(529, "overloaded_error", "server_error", "overloaded");

    private final int status;
    private final String anthropicType;
    private final String openaiType;
    private final @Nullable String openaiCode;

    ErrorCode(int status, String anthropicType, String openaiType, @Nullable String openaiCode) {
        this.status = status;
        this.anthropicType = anthropicType;
        this.openaiType = openaiType;
        this.openaiCode = openaiCode;
    }

    public int status() {
        return status;
    }

    public String anthropicType() {
        return anthropicType;
    }

    public String openaiType() {
        return openaiType;
    }

    public @Nullable String openaiCode() {
        return openaiCode;
    }
}
