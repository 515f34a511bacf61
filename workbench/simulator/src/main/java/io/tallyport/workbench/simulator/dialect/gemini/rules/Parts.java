package io.tallyport.workbench.simulator.dialect.gemini.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parts: each holds one kind of data, and that data its own fields. */
final class Parts {
    private static final Map<String, Set<String>> DATA = Map.ofEntries(
            Map.entry("text", Set.of()),
            Map.entry("inlineData", Set.of("mimeType", "data", "displayName")),
            Map.entry("fileData", Set.of("mimeType", "fileUri", "displayName")),
            Map.entry("functionCall", Set.of("id", "name", "args", "partialArgs", "willContinue")),
            Map.entry("functionResponse", Set.of("id", "name", "response", "parts", "scheduling", "willContinue")),
            Map.entry("executableCode", Set.of("id", "language", "code")),
            Map.entry("codeExecutionResult", Set.of("id", "outcome", "output")),
            Map.entry("toolCall", Set.of("id", "toolType", "args")),
            Map.entry("toolResponse", Set.of("id", "toolType", "response")));
    private static final Set<String> BESIDE = Set.of(
            "thought",
            "thoughtSignature",
            "videoMetadata",
            "partMetadata",
            "mediaResolution",
            "audioTranscription",
            "mediaProcessing",
            "speechMetadata");

    private final Complaints complaints;

    Parts(Complaints complaints) {
        this.complaints = complaints;
    }

    void check(String path, JsonNode part) {
        List<String> kinds = DATA.keySet().stream().filter(part::has).sorted().toList();
        part.fieldNames().forEachRemaining(name -> {
            if (!BESIDE.contains(name) && !DATA.containsKey(name)) {
                complaints.unknown(path, name);
            }
        });
        if (kinds.isEmpty()) {
            complaints.field(path + ".data", "required oneof field 'data' must have one initialized field");
            return;
        }
        if (kinds.size() > 1) {
            complaints.value(path, "oneof", "oneof field 'data' is already set. Cannot set '" + kinds.get(1) + "'");
        }
        String kind = kinds.getFirst();
        JsonNode data = part.get(kind);
        if (!kind.equals("text")) {
            complaints.onlyKnown(path + "." + snake(kind), data, DATA.getOrDefault(kind, Set.of()));
        }
        data(path + "." + snake(kind), kind, data);
    }

    private void data(String path, String kind, JsonNode data) {
        switch (kind) {
            case "text" -> {
                if (!data.isTextual()) {
                    complaints.value(path, "TYPE_STRING", data.toString());
                }
            }
            case "functionCall" -> function(path, data, "args");
            case "functionResponse" -> {
                function(path, data, "response");
                if (!data.has("response")) {
                    complaints.field(path + ".response", "response must be set");
                }
            }
            case "inlineData" -> inline(path, data);
            default -> {}
        }
    }

    private void function(String path, JsonNode function, String struct) {
        if (function.path("name").asText().isEmpty()) {
            complaints.field(path + ".name", "Name cannot be empty.");
        }
        if (function.has(struct) && !function.get(struct).isObject()) {
            complaints.value(
                    path + "." + struct,
                    "type.googleapis.com/google.protobuf.Struct",
                    function.get(struct).toString());
        }
    }

    private void inline(String path, JsonNode data) {
        if (data.path("mimeType").asText().isEmpty()) {
            complaints.field(path + ".mime_type", "mime_type must be set");
        }
        try {
            Base64.getDecoder().decode(data.path("data").asText());
        } catch (IllegalArgumentException e) {
            complaints.value(path + ".data", "TYPE_BYTES", "Base64 decoding failed");
        }
    }

    private static String snake(String humps) {
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < humps.length(); i++) {
            char character = humps.charAt(i);
            snake.append(Character.isUpperCase(character) ? "_" : "").append(Character.toLowerCase(character));
        }
        return snake.toString();
    }
}
