package io.tallyport.provider.responses.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.wire.JsonTree;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a response repeats of its request.
 *
 * @param members JSON texts by field name
 * @param packsThinking whether the caller takes thinking along in {@code encrypted_content}
 */
record ResponseEcho(Map<String, String> members, boolean packsThinking) {

    /** With what is said of fields that the request leaves out. */
    private static final List<Map.Entry<String, String>> REPEATED = List.of(
            Map.entry("instructions", "null"),
            Map.entry("max_output_tokens", "null"),
            Map.entry("max_tool_calls", "null"),
            Map.entry("metadata", "{}"),
            Map.entry("parallel_tool_calls", "true"),
            Map.entry("prompt_cache_key", "null"),
            Map.entry("safety_identifier", "null"),
            Map.entry("store", "false"),
            Map.entry("temperature", "1.0"),
            Map.entry("tool_choice", "\"auto\""),
            Map.entry("top_p", "1.0"),
            Map.entry("truncation", "\"disabled\""),
            Map.entry("user", "null"));

    static ResponseEcho of(byte[] body) {
        ObjectNode request = JsonTree.object(body, 0, body.length).orElseGet(JsonTree::newObject);
        Map<String, String> members = new LinkedHashMap<>();
        REPEATED.forEach(field -> members.put(field.getKey(), textOr(request.path(field.getKey()), field.getValue())));
        members.put("reasoning", reasoning(request.path("reasoning")));
        members.put("text", text(request.path("text")));
        members.put("tools", tools(request.path("tools")));
        return new ResponseEcho(members, packsThinking(request.path("include")));
    }

    void write(JsonGenerator json) throws IOException {
        for (Map.Entry<String, String> member : members.entrySet()) {
            json.writeFieldName(member.getKey());
            json.writeRawValue(member.getValue());
        }
    }

    private static String textOr(JsonNode value, String absent) {
        return value.isMissingNode() || value.isNull() ? absent : JsonTree.text(value);
    }

    private static String reasoning(JsonNode asked) {
        ObjectNode reasoning = JsonTree.newObject();
        reasoning.set("effort", asked.path("effort").isTextual() ? asked.path("effort") : null);
        reasoning.set("summary", asked.path("summary").isTextual() ? asked.path("summary") : null);
        return JsonTree.text(reasoning);
    }

    private static String text(JsonNode asked) {
        ObjectNode text = JsonTree.newObject();
        if (asked.path("format").isObject()) {
            text.set("format", asked.path("format"));
        }
        if (!text.has("format")) {
            text.putObject("format").put("type", "text");
        }
        return JsonTree.text(text.put("verbosity", "medium"));
    }

    /** Strict clients want each tool with all its fields. */
    private static String tools(JsonNode asked) {
        ObjectNode echo = JsonTree.newObject();
        for (JsonNode tool : asked) {
            ObjectNode whole = echo.withArray("tools").addObject();
            whole.putNull("description").putNull("parameters").putNull("strict");
            tool.properties().forEach(field -> whole.set(field.getKey(), field.getValue()));
        }
        return JsonTree.text(echo.withArray("tools"));
    }

    private static boolean packsThinking(JsonNode include) {
        for (JsonNode wanted : include) {
            if (wanted.asText().equals(PackedThinking.INCLUDE)) {
                return true;
            }
        }
        return false;
    }
}
