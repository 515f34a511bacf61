package io.tallyport.web.answer;

import io.tallyport.chat.WireFormat;
import io.tallyport.error.GatewayException;
import io.tallyport.usage.RequestId;
import io.tallyport.web.error.ErrorBody;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The events that end a stream in failure, in each format. */
final class FailureEvents {
    private FailureEvents() {}

    /** @param eventsBefore how many the caller has had, which the Responses API counts */
    static byte[] of(WireFormat format, GatewayException failure, RequestId id, long eventsBefore) {
        String error = new String(ErrorBody.of(format.protocol(), failure, id), StandardCharsets.UTF_8);
        String events =
                switch (format) {
                    case MESSAGES -> "event: error\ndata: " + error + "\n\n";
                    case RESPONSES -> responses(failure, error, id, eventsBefore);
                    case CHAT_COMPLETIONS, EMBEDDINGS, GENERATE_CONTENT -> "data: " + error + "\n\n";
                };
        return events.getBytes(StandardCharsets.UTF_8);
    }

    /** As recorded: {@code error}, which the SDKs throw on, then {@code response.failed}, which coding tools read. */
    private static String responses(GatewayException failure, String error, RequestId id, long before) {
        JsonObject failed = Json.createObjectBuilder()
                .add("type", "response.failed")
                .add("sequence_number", before + 1)
                .add("response", failedResponse(failure, id))
                .build();
        return "event: error\ndata: {\"type\":\"error\",\"sequence_number\":" + before + "," + error.substring(1)
                + "\n\nevent: response.failed\ndata: " + failed + "\n\n";
    }

    private static JsonObjectBuilder failedResponse(GatewayException failure, RequestId id) {
        return Json.createObjectBuilder()
                .add("id", id.toString().replace("req_", "resp_"))
                .add("object", "response")
                .add("created_at", Instant.now().getEpochSecond())
                .add("status", "failed")
                .add(
                        "error",
                        Json.createObjectBuilder()
                                .add("code", orNull(failure.code().openaiCode()))
                                .add("message", failure.message()))
                .add("incomplete_details", JsonValue.NULL)
                .add("output", JsonValue.EMPTY_JSON_ARRAY)
                .add("usage", JsonValue.NULL);
    }

    private static JsonValue orNull(@Nullable String text) {
        return text == null ? JsonValue.NULL : Json.createValue(text);
    }
}
