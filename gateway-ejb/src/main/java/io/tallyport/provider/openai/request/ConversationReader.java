package io.tallyport.provider.openai.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.chat.AnswerFormat;
import io.tallyport.chat.Conversation;
import io.tallyport.error.GatewayException;
import io.tallyport.wire.JsonTree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a whole chat completion request. */
public final class ConversationReader {
    /** Asks for nothing that an answer shows, and nobody else understands it. */
    private static final List<String> NOT_PASSED_ON = List.of(
            "store",
            "metadata",
            "service_tier",
            "prompt_cache_retention",
            "prompt_cache_options",
            "prediction",
            "moderation",
            "stream_options");

    private final Fields request;

    private ConversationReader(Fields request) {
        this.request = request;
    }

    /** @throws GatewayException 400 that names the field which is malformed or has no counterpart */
    public static Conversation read(byte[] body) {
        return new ConversationReader(new Fields("", JsonTree.request(body))).conversation();
    }

    private Conversation conversation() {
        refuseOtherAnswers();
        request.accept(NOT_PASSED_ON);
        MessageReader messages = messages();
        return new Conversation(
                request.requiredText("model"),
                Boolean.TRUE.equals(request.flag("stream")),
                messages.system(),
                messages.turns(),
                ToolReader.tools(request),
                ToolReader.choice(request),
                request.flag("parallel_tool_calls"),
                SamplingReader.read(request),
                ReasoningReader.read(request),
                answerFormat(),
                request.cacheMark(),
                user(),
                request.text("prompt_cache_key"),
                request.rest());
    }

    private MessageReader messages() {
        List<Fields> found = request.objects("messages");
        if (found.isEmpty()) {
            throw request.missing("messages");
        }
        MessageReader reader = new MessageReader();
        found.forEach(reader::read);
        return reader;
    }

    /** Speech, a web search of the provider's own, the functions before tools, terser or longer words. */
    private void refuseOtherAnswers() {
        refuse("audio");
        refuse("web_search_options");
        refuse("functions");
        refuse("function_call");
        JsonNode modalities = request.get("modalities");
        if (modalities != null
                && !(modalities.size() == 1 && modalities.path(0).asText().equals("text"))) {
            throw Fields.unsupported("modalities");
        }
        String verbosity = request.text("verbosity");
        if (verbosity != null && !verbosity.equals("medium")) {
            throw Fields.unsupported("verbosity");
        }
    }

    private void refuse(String name) {
        if (request.get(name) != null) {
            throw Fields.unsupported(name);
        }
    }

    private @Nullable AnswerFormat answerFormat() {
        Fields format = request.object("response_format");
        if (format == null) {
            return null;
        }
        AnswerFormat read =
                switch (format.requiredText("type")) {
                    case "text" -> null;
                    case "json_object" -> new AnswerFormat.JsonObject();
                    case "json_schema" -> jsonSchema(format.requiredObject("json_schema"));
                    default -> throw Fields.wrong(format.path("type"), "text, json_object or json_schema");
                };
        format.refuseRest();
        return read;
    }

    private static AnswerFormat jsonSchema(Fields format) {
        AnswerFormat read = new AnswerFormat.JsonSchema(
                format.requiredText("name"),
                format.requiredObject("schema").node(),
                format.flag("strict"),
                format.text("description"));
        format.refuseRest();
        return read;
    }

    private @Nullable String user() {
        String user = request.text("user");
        String identifier = request.text("safety_identifier");
        return identifier == null ? user : identifier;
    }
}
