package io.tallyport.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.provider.UpstreamError;
import io.tallyport.wire.ErrorText;
import io.tallyport.wire.JsonTree;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code {"error":{code,message,status,details}}}, or an array of one such, as streams have it.
 *
 * <p>Gemini blames the request for what is wrong with the account: a bad key is a 400 with the reason API_KEY_INVALID,
 * and FAILED_PRECONDITION stands for missing billing or a country that is not served.
 */
final class GeminiErrors {
    private static final int LONGEST_DELAY = 12;

    private GeminiErrors() {}

    static UpstreamError read(int status, byte[] body) {
        JsonNode root = JsonTree.value(new String(body, StandardCharsets.UTF_8)).orElseGet(JsonTree::newObject);
        JsonNode answer = root.isArray() ? root.path(0) : root;
        JsonNode error = answer.path("error");
        String message = ErrorText.read(answer.isObject() ? JsonTree.bytes(answer) : body);
        return new UpstreamError(cause(status, error), message, retryAfter(error));
    }

    private static int cause(int status, JsonNode error) {
        if (status != 400) {
            return status;
        }
        if (detail(error, "reason").startsWith("API_KEY_")) {
            return 401;
        }
        return error.path("status").asText().equals("FAILED_PRECONDITION") ? 403 : 400;
    }

    /** RetryInfo's {@code retryDelay}, such as {@code 34.4s}, in whole seconds. */
    private static @Nullable String retryAfter(JsonNode error) {
        String delay = detail(error, "retryDelay");
        if (!delay.endsWith("s") || delay.length() > LONGEST_DELAY) {
            return null;
        }
        String seconds = delay.substring(0, delay.length() - 1);
        if (seconds.isEmpty() || !seconds.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))) {
            return null;
        }
        try {
            return new BigDecimal(seconds).setScale(0, RoundingMode.CEILING).toString();
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A field of the first of the error's details that has it; empty if none has. */
    private static String detail(JsonNode error, String field) {
        for (JsonNode detail : error.path("details")) {
            if (detail.path(field).isTextual()) {
                return detail.path(field).asText();
            }
        }
        return "";
    }
}
