package io.tallyport.workbench.simulator.dialect.gemini;

import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.answer.Quoted;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;

/** Gemini's error bodies with their details. */
final class GeminiErrors {
    private static final String BAD_KEY = "API_KEY_INVALID";
    private static final int USUAL_RETRY_SECONDS = 34;
    private static final String TYPE = "{\"@type\": \"type.googleapis.com/google.rpc.";

    private GeminiErrors() {}

    static byte[] body(Refusal refusal, int retryAfterSeconds) {
        String details = details(refusal, retryAfterSeconds);
        return Bytes.ascii("""
                {
                  "error": {
                    "code": %d,
                    "message": %s,
                    "status": "%s"%s
                  }
                }
                """.formatted(
                        refusal.status(),
                        Quoted.of(refusal.message()),
                        status(refusal.status()),
                        details.isEmpty() ? "" : ",\n    \"details\": [" + details + "]"));
    }

    private static String details(Refusal refusal, int retryAfterSeconds) {
        if (BAD_KEY.equals(refusal.code())) {
            return TYPE + "ErrorInfo\",\"reason\": \"" + BAD_KEY + "\",\"domain\": \"googleapis.com\",\"metadata\":"
                    + " {\"service\": \"generativelanguage.googleapis.com\"}},"
                    + TYPE + "LocalizedMessage\",\"locale\": \"en-US\",\"message\": "
                    + Quoted.of(refusal.message()) + "}";
        }
        if (refusal.param() != null) {
            return TYPE + "BadRequest\",\"fieldViolations\": [{\"field\": " + Quoted.of(refusal.param())
                    + ",\"description\": " + Quoted.of(refusal.message()) + "}]}";
        }
        if (refusal.status() == 429) {
            int seconds = retryAfterSeconds < 0 ? USUAL_RETRY_SECONDS : retryAfterSeconds;
            return TYPE + "QuotaFailure\",\"violations\": [{\"quotaId\":"
                    + " \"GenerateContentPaidTierInputTokensPerModelPerMinute\"}]},"
                    + TYPE + "RetryInfo\",\"retryDelay\": \"" + seconds + "s\"}";
        }
        return "";
    }

    private static String status(int status) {
        return switch (status) {
            case 400, 413 -> "INVALID_ARGUMENT";
            case 401 -> "UNAUTHENTICATED";
            case 402, 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 409 -> "ABORTED";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 499 -> "CANCELLED";
            case 503, 529 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> status < 500 ? "FAILED_PRECONDITION" : "INTERNAL";
        };
    }

    /** A bad key is a 400 here, whatever status a test asked for it. */
    static Refusal fault(int status) {
        return switch (status) {
            case 400 -> Refusal.of(400, "Request contains an invalid argument.");
            case 401 -> new Refusal(400, "API key not valid. Please pass a valid API key.", null, BAD_KEY);
            case 403 -> Refusal.of(403, "The caller does not have permission");
            case 404 ->
                Refusal.of(
                        404,
                        "models/simulated is not found for API version v1beta, or is not supported for generateContent."
                                + " Call ListModels to see the list of available models and their supported methods.");
            case 413 -> Refusal.of(413, "Request payload size exceeds the limit: 20971520 bytes.");
            case 429 ->
                Refusal.of(
                        429,
                        "You exceeded your current quota, please check your plan and billing details. For more"
                                + " information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits.");
            case 503 -> Refusal.of(503, "The model is overloaded. Please try again later.");
            case 504 -> Refusal.of(504, "Deadline expired before operation could complete.");
            default ->
                Refusal.of(
                        status,
                        status < 500
                                ? "Request contains an invalid argument."
                                : "An internal error has occurred. Please retry or report in"
                                        + " https://developers.generativeai.google/guide/troubleshooting");
        };
    }
}
