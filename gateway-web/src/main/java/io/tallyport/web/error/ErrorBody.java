package io.tallyport.web.error;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tallyport.chat.Protocol;
import io.tallyport.error.GatewayException;
import io.tallyport.error.Limit;
import io.tallyport.usage.RequestId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The JSON of an error in either protocol (wire.md sections 2.5 and 3). */
public final class ErrorBody {
    private static final JsonFactory JSON = new JsonFactory();

    private ErrorBody() {}

    /** The protocol of a path; on shared paths that of the headers. */
    public static Protocol protocolOf(String path, boolean anthropicHeaders) {
        if (path.startsWith("/v1/messages") || path.startsWith("/v1/complete")) {
            return Protocol.ANTHROPIC;
        }
        boolean shared = path.startsWith("/v1/models") || path.startsWith("/v1/files");
        return shared && anthropicHeaders ? Protocol.ANTHROPIC : Protocol.OPENAI;
    }

    public static byte[] of(Protocol protocol, GatewayException error, RequestId id) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            switch (protocol) {
                case ANTHROPIC -> writeAnthropic(json, error, id);
                case OPENAI, GEMINI -> writeOpenAi(json, error);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeAnthropic(JsonGenerator json, GatewayException error, RequestId id) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "error");
        json.writeObjectFieldStart("error");
        json.writeStringField("type", error.code().anthropicType());
        json.writeStringField("message", error.message());
        writeDetails(json, error);
        json.writeEndObject();
        json.writeStringField("request_id", id.toString());
        json.writeEndObject();
    }

    /** Where the type alone does not say which limit or rule it was; newer answers of the real API have this object. */
    private static void writeDetails(JsonGenerator json, GatewayException error) throws IOException {
        @Nullable Limit limit = error.limit();
        boolean access = error.status() >= 401 && error.status() <= 403;
        if (limit == null && !access) {
            return;
        }
        json.writeObjectFieldStart("details");
        json.writeStringField("error_code", error.code().openaiCode());
        if (limit != null) {
            json.writeStringField("limit", limit.kind().label());
            json.writeStringField("scope", limit.scope().label());
            json.writeStringField("most", limit.amount(limit.limit()));
            json.writeStringField("remaining", limit.amount(limit.remaining()));
            if (limit.resetSeconds() != Limit.BY_REMEDY_ONLY) {
                json.writeNumberField("reset_seconds", limit.resetSeconds());
            }
        }
        json.writeEndObject();
    }

    private static void writeOpenAi(JsonGenerator json, GatewayException error) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("error");
        json.writeStringField("message", error.message());
        json.writeStringField("type", error.code().openaiType());
        json.writeStringField("param", error.param());
        json.writeStringField("code", error.code().openaiCode());
        json.writeEndObject();
        json.writeEndObject();
    }
}
