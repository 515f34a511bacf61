package io.tallyport.translation;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.http.Ask;
import io.tallyport.bed.http.Reply;
import java.util.List;

/** The three chat surfaces, asked the same and read the same. */
enum Surface {
    MESSAGES("/v1/messages", """
            {"model":"%s","max_tokens":200,%s"messages":[{"role":"user","content":"%s"}]}""") {
        @Override
        Ask ask(Bed bed, Customer customer, String body) {
            return bed.messages(customer, body);
        }

        @Override
        Tokens tokens(Reply reply, boolean stream) {
            JsonNode usage = stream
                    ? last(reply, "message_delta").get("usage")
                    : reply.json().get("usage");
            return new Tokens(
                    usage.get("input_tokens").asLong(),
                    usage.path("cache_read_input_tokens").asLong(),
                    usage.get("output_tokens").asLong());
        }

        @Override
        String text(Reply reply, boolean stream) {
            return stream
                    ? joined(reply.events(), "/delta/text")
                    : reply.json().at("/content/0/text").asText();
        }
    },
    CHAT("/v1/chat/completions", """
            {"model":"%s","max_tokens":200,%s"messages":[{"role":"user","content":"%s"}]}""") {
        @Override
        Tokens tokens(Reply reply, boolean stream) {
            JsonNode usage = stream
                    ? reply.events().getLast().get("usage")
                    : reply.json().get("usage");
            long cached = usage.at("/prompt_tokens_details/cached_tokens").asLong();
            return new Tokens(
                    usage.get("prompt_tokens").asLong() - cached,
                    cached,
                    usage.get("completion_tokens").asLong());
        }

        @Override
        String text(Reply reply, boolean stream) {
            return stream
                    ? joined(reply.events(), "/choices/0/delta/content")
                    : reply.json().at("/choices/0/message/content").asText();
        }
    },
    RESPONSES("/v1/responses", """
            {"model":"%s","max_output_tokens":200,%s"input":"%s"}""") {
        @Override
        Tokens tokens(Reply reply, boolean stream) {
            JsonNode response = stream ? last(reply, "response.completed").get("response") : reply.json();
            JsonNode usage = response.get("usage");
            long cached = usage.at("/input_tokens_details/cached_tokens").asLong();
            return new Tokens(
                    usage.get("input_tokens").asLong() - cached,
                    cached,
                    usage.get("output_tokens").asLong());
        }

        @Override
        String text(Reply reply, boolean stream) {
            return stream
                    ? last(reply, "response.output_text.done").get("text").asText()
                    : reply.json().at("/output/0/content/0/text").asText();
        }
    };

    /** Uncached input, cached input, output. */
    record Tokens(long input, long read, long output) {}

    private final String path;
    private final String form;

    Surface(String path, String form) {
        this.path = path;
        this.form = form;
    }

    Ask ask(Bed bed, Customer customer, String body) {
        return bed.post(path).bearer(customer.key()).json(body);
    }

    abstract Tokens tokens(Reply reply, boolean stream);

    abstract String text(Reply reply, boolean stream);

    /** @param more further fields, each with its comma */
    String body(String model, String more, String text) {
        return form.formatted(model, more, text);
    }

    String streaming() {
        return this == CHAT ? "\"stream\":true,\"stream_options\":{\"include_usage\":true}," : "\"stream\":true,";
    }

    private static JsonNode last(Reply reply, String type) {
        return reply.events().stream()
                .filter(event -> event.path("type").asText().equals(type))
                .reduce((one, next) -> next)
                .orElseThrow(() -> new AssertionError("no " + type + " in " + reply.text()));
    }

    private static String joined(List<JsonNode> events, String pointer) {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(event.at(pointer).asText("")));
        return text.toString();
    }
}
