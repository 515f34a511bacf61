package io.tallyport.workbench.simulator.dialect.anthropic;

import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.answer.Quoted;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;

/** Anthropic's error bodies, in the providers' own words. */
final class AnthropicErrors {
    private AnthropicErrors() {}

    /** A body too large is refused by the edge before the API, which leaves out type and request id. */
    static byte[] body(Refusal refusal, String requestId) {
        String error = "\"error\":{\"type\":\"" + type(refusal.status()) + "\",\"message\":"
                + Quoted.of(refusal.message()) + "}";
        if (refusal.status() == 413) {
            return Bytes.ascii("{" + error + "}");
        }
        return Bytes.ascii("{\"type\":\"error\"," + error + ",\"request_id\":" + Quoted.of(requestId) + "}");
    }

    static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }

    static Refusal fault(int status) {
        return Refusal.of(
                status,
                switch (status) {
                    case 401 -> "invalid x-api-key";
                    case 402 -> "Your credit balance is too low to access the Anthropic API.";
                    case 403 -> "Permission denied";
                    case 404 -> "Not found";
                    case 413 -> "Request exceeds the maximum size";
                    case 429 -> "This request would exceed your account's rate limit. Please try again later.";
                    case 504 -> "Request timed out";
                    case 529 -> "Overloaded";
                    default -> status < 500 ? "Invalid request" : "Internal server error";
                });
    }
}
