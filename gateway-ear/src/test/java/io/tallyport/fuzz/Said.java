package io.tallyport.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.bed.http.Reply;

/** What a stream told its caller, whatever its format: texts and arguments one behind the other. */
final class Said {
    private Said() {}

    static String by(Reply reply) {
        StringBuilder said = new StringBuilder();
        for (String line : reply.text()
                .replace("\r\n", "\n")
                .replace("\ndata: ", "\ndata:")
                .split("\n\n", -1)) {
            int payload = line.indexOf("data:{");
            if (payload >= 0) {
                collect(Reply.json(line.substring(payload + 5).replace("\ndata:", "\n")), said);
            }
        }
        return said.toString();
    }

    private static void collect(JsonNode event, StringBuilder said) {
        switch (event.path("type").asText()) {
            case "content_block_delta" -> add(said, event.path("delta"), "text", "partial_json", "thinking");
            case "response.output_text.delta", "response.function_call_arguments.delta", "response.refusal.delta" ->
                add(said, event, "delta");
            default -> {
                JsonNode delta = event.at("/choices/0/delta");
                add(said, delta, "content", "refusal");
                delta.path("tool_calls").forEach(call -> add(said, call.path("function"), "arguments"));
            }
        }
    }

    private static void add(StringBuilder said, JsonNode node, String... names) {
        for (String name : names) {
            if (node.path(name).isTextual()) {
                said.append(node.get(name).asText());
            }
        }
    }
}
