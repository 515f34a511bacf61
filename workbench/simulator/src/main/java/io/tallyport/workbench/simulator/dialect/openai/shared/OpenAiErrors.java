package io.tallyport.workbench.simulator.dialect.openai.shared;

import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.answer.Quoted;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;

/** OpenAI's error bodies: all four keys, pretty-printed. */
public final class OpenAiErrors {
    private OpenAiErrors() {}

    public static byte[] body(Refusal refusal) {
        return Bytes.ascii("""
                {
                    "error": {
                        "message": %s,
                        "type": %s,
                        "param": %s,
                        "code": %s
                    }
                }
                """.formatted(
                        Quoted.of(refusal.message()),
                        Quoted.of(type(refusal)),
                        Quoted.of(refusal.param()),
                        Quoted.of(refusal.code())));
    }

    private static String type(Refusal refusal) {
        if (refusal.status() >= 500) {
            return "server_error";
        }
        if (refusal.status() == 429) {
            return "insufficient_quota".equals(refusal.code()) ? "insufficient_quota" : "tokens";
        }
        return "invalid_request_error";
    }

    public static Refusal fault(int status) {
        return switch (status) {
            case 401 ->
                new Refusal(
                        401,
                        "Incorrect API key provided: sim-****-key. You can find your API key at"
                                + " https://platform.openai.com/account/api-keys.",
                        null,
                        "invalid_api_key");
            case 402 -> new Refusal(402, "You have no credits left.", null, "insufficient_quota");
            case 403 -> new Refusal(403, "You are not allowed to sample from this model.", null, null);
            case 404 ->
                new Refusal(404, "The model does not exist or you do not have access to it.", null, "model_not_found");
            case 413 -> new Refusal(413, "Request body too large.", null, null);
            case 429 ->
                new Refusal(
                        429, "Rate limit reached for requests. Please try again later.", null, "rate_limit_exceeded");
            case 503 -> new Refusal(503, "The engine is currently overloaded, please try again later.", null, null);
            default ->
                Refusal.of(
                        status,
                        status < 500
                                ? "Invalid request."
                                : "The server had an error while processing your request. Sorry about that!");
        };
    }
}
