package io.tallyport.workbench.bench.conversation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** How agents ask, and what they are told of the cache. */
public enum Dialect {
    /** With breakpoints where agents put them: at the end of the instructions and of the last turn. */
    MESSAGES("/v1/messages", "anthropic", "claude-sonnet-4-5") {
        @Override
        void ask(JsonGenerator json, Conversation conversation, List<String> history) throws IOException {
            json.writeArrayFieldStart("tools");
            for (Agent.Tool tool : conversation.agent().tools()) {
                json.writeStartObject();
                json.writeStringField("name", tool.name());
                json.writeStringField("description", tool.description());
                json.writeFieldName("input_schema");
                parameters(json, tool);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("system");
            block(json, conversation.agent().instructions(), true);
            json.writeEndArray();
            json.writeArrayFieldStart("messages");
            for (int i = 0; i < history.size(); i++) {
                json.writeStartObject();
                json.writeStringField("role", role(i));
                json.writeArrayFieldStart("content");
                block(json, history.get(i), i == history.size() - 1);
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        }

        private void block(JsonGenerator json, String words, boolean breakpoint) throws IOException {
            json.writeStartObject();
            json.writeStringField("type", "text");
            json.writeStringField("text", words);
            if (breakpoint) {
                json.writeObjectFieldStart("cache_control");
                json.writeStringField("type", "ephemeral");
                json.writeEndObject();
            }
            json.writeEndObject();
        }

        @Override
        void read(JsonNode part, Answer answer) {
            JsonNode usage = part.has("message") ? part.at("/message/usage") : part.path("usage");
            if (usage.has("cache_read_input_tokens")) {
                answer.read = usage.get("cache_read_input_tokens").asLong();
            }
            answer.words
                    .append(part.at("/delta/text").asText())
                    .append(part.at("/content/0/text").asText());
            answer.ended |= part.has("content") || part.path("type").asText().equals("message_stop");
            answer.failed |= part.path("type").asText().equals("error");
        }
    },
    /** Whose provider caches unasked. */
    CHAT("/v1/chat/completions", "openai", "gpt-4o-mini") {
        @Override
        void ask(JsonGenerator json, Conversation conversation, List<String> history) throws IOException {
            json.writeArrayFieldStart("tools");
            for (Agent.Tool tool : conversation.agent().tools()) {
                json.writeStartObject();
                json.writeStringField("type", "function");
                json.writeObjectFieldStart("function");
                json.writeStringField("name", tool.name());
                json.writeStringField("description", tool.description());
                json.writeFieldName("parameters");
                parameters(json, tool);
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
            if (conversation.streamed()) {
                json.writeObjectFieldStart("stream_options");
                json.writeBooleanField("include_usage", true);
                json.writeEndObject();
            }
            json.writeArrayFieldStart("messages");
            message(json, "system", conversation.agent().instructions());
            for (int i = 0; i < history.size(); i++) {
                message(json, role(i), history.get(i));
            }
            json.writeEndArray();
        }

        private void message(JsonGenerator json, String role, String words) throws IOException {
            json.writeStartObject();
            json.writeStringField("role", role);
            json.writeStringField("content", words);
            json.writeEndObject();
        }

        @Override
        void read(JsonNode part, Answer answer) {
            JsonNode cached = part.at("/usage/prompt_tokens_details/cached_tokens");
            if (!cached.isMissingNode()) {
                answer.read = cached.asLong();
                answer.ended = true;
            }
            answer.words
                    .append(part.at("/choices/0/delta/content").asText(""))
                    .append(part.at("/choices/0/message/content").asText());
            answer.failed |= part.has("error");
        }
    };

    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_ANSWER_TOKENS = 256;

    private final String path;
    private final String provider;
    private final String model;

    Dialect(String path, String provider, String model) {
        this.path = path;
        this.provider = provider;
        this.model = model;
    }

    String path() {
        return path;
    }

    public String provider() {
        return provider;
    }

    /** The price book's name for what is asked. */
    String model() {
        return model;
    }

    /** What is different in each. */
    abstract void ask(JsonGenerator json, Conversation conversation, List<String> history) throws IOException;

    /** Takes a plain answer, or one event of a stream. */
    abstract void read(JsonNode part, Answer answer);

    /** @param history the caller's words and the answers to them in turn, the caller's last */
    byte[] body(Conversation conversation, List<String> history) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("model", model);
            json.writeNumberField("max_tokens", MOST_ANSWER_TOKENS);
            json.writeBooleanField("stream", conversation.streamed());
            ask(json, conversation, history);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String role(int turn) {
        return turn % 2 == 0 ? "user" : "assistant";
    }

    private static void parameters(JsonGenerator json, Agent.Tool tool) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "object");
        json.writeObjectFieldStart("properties");
        json.writeObjectFieldStart("target");
        json.writeStringField("type", "string");
        json.writeStringField("description", tool.parameter());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }
}
