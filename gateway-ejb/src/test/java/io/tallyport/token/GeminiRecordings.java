package io.tallyport.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.chat.Part;
import io.tallyport.chat.Turn;
import io.tallyport.wire.JsonTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads recorded generateContent calls; retired models and those with files, kept contents or tools
 * that Google runs are left out. */
final class GeminiRecordings {
    private GeminiRecordings() {}

    static List<Recording> all() {
        return Stream.of("gemini/countTokens", "gemini/generateContent", "gemini/streamGenerateContent")
                .flatMap(api -> Recording.of(api).stream())
                .map(GeminiRecordings::read)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Recording> read(Path name) {
        JsonNode body = Recording.json(name, ".request.json");
        JsonNode request = body.has("generateContentRequest") ? body.path("generateContentRequest") : body;
        Recording.Draft draft = new Recording.Draft();
        for (JsonNode tool : request.path("tools")) {
            if (!tool.has("functionDeclarations")) {
                return Optional.empty();
            }
            for (JsonNode function : tool.path("functionDeclarations")) {
                draft.function(function, function.has("parameters") ? "parameters" : "parametersJsonSchema");
            }
        }
        for (JsonNode content : request.path("contents")) {
            List<Part> parts = new ArrayList<>();
            for (JsonNode part : content.path("parts")) {
                if (!part.has("text") && !part.has("functionCall") && !part.has("functionResponse")) {
                    return Optional.empty();
                }
                parts.add(part(part));
            }
            Turn.Role role = content.path("role").asText().equals("model") ? Turn.Role.ASSISTANT : Turn.Role.USER;
            draft.turns.add(new Turn(role, parts, ""));
        }
        if (request.has("cachedContent")) {
            return Optional.empty();
        }
        JsonNode system = request.has("systemInstruction")
                ? request.path("systemInstruction")
                : request.path("system_instruction");
        system.path("parts")
                .forEach(
                        part -> draft.system.add(new Part.Text(part.path("text").asText())));
        draft.schema = request.path("generationConfig").get("responseSchema");
        String path = Recording.json(name, ".meta.json").path("path").asText();
        String model = path.substring(path.indexOf("models/") + 7, path.lastIndexOf(':'));
        return model.startsWith("gemini-1") || model.startsWith("gemini-2.0")
                ? Optional.empty()
                : Optional.of(answered(name, model, draft));
    }

    private static Part part(JsonNode part) {
        if (part.has("functionCall")) {
            JsonNode call = part.path("functionCall");
            return new Part.ToolCall("id", call.path("name").asText(), JsonTree.text(call.path("args")), null);
        }
        if (part.has("functionResponse")) {
            String result = JsonTree.text(part.path("functionResponse").path("response"));
            return new Part.ToolResult("id", List.of(new Part.Text(result)), false, null);
        }
        return new Part.Text(part.path("text").asText());
    }

    private static Recording answered(Path name, String model, Recording.Draft draft) {
        long input = 0;
        long output = 0;
        boolean plain = true;
        StringBuilder text = new StringBuilder();
        for (JsonNode answer : Recording.answers(name)) {
            JsonNode usage = answer.path("usageMetadata");
            input = usage.path("promptTokenCount")
                    .asLong(answer.path("totalTokens").asLong(input));
            output = usage.path("candidatesTokenCount").asLong(output);
            for (JsonNode part :
                    answer.path("candidates").path(0).path("content").path("parts")) {
                plain &= part.has("text");
                text.append(
                        part.path("thought").asBoolean()
                                ? ""
                                : part.path("text").asText());
            }
        }
        return new Recording(
                name.getFileName().toString(),
                model,
                draft.conversation(model),
                input,
                plain && output > 0 ? text.toString() : null,
                output);
    }
}
