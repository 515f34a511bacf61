package io.tallyport.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.chat.AnswerFormat;
import io.tallyport.chat.Conversation;
import io.tallyport.chat.Part;
import io.tallyport.chat.Reasoning;
import io.tallyport.chat.Sampling;
import io.tallyport.chat.Tool;
import io.tallyport.chat.ToolChoice;
import io.tallyport.chat.Turn;
import io.tallyport.wire.JsonTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A recorded request with what its provider counted.
 *
 * @param input tokens
 * @param answer all its text; null if it holds more than text
 * @param output tokens, thinking excluded
 */
record Recording(
        String name,
        String model,
        Conversation conversation,
        long input,
        @Nullable String answer,
        long output) {
    private static final Path FIXTURES = Path.of("..", "..", "shared", "fixtures");

    /** Half of the recordings; the constants were fitted to the others. */
    boolean isForValidation() {
        return Math.floorMod(name.hashCode(), 2) == 1;
    }

    /** Names of an API's successful recordings that have a request, with path; none where the folder is absent. */
    static List<Path> of(String api) {
        Path folder = FIXTURES.resolve(api);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".request.json"))
                    .map(file ->
                            file.resolveSibling(file.getFileName().toString().replace(".request.json", "")))
                    .filter(name -> json(name, ".meta.json").path("status").asInt() == 200)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(Path name, String ending) {
        return JsonTree.value(text(name.resolveSibling(name.getFileName() + ending)))
                .orElseThrow();
    }

    /** The answer, or its events. */
    static List<JsonNode> answers(Path name) {
        Path whole = name.resolveSibling(name.getFileName() + ".response.json");
        if (Files.exists(whole)) {
            return List.of(json(name, ".response.json"));
        }
        return text(name.resolveSibling(name.getFileName() + ".sse"))
                .lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> JsonTree.value(line.substring(5)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Collects what the readers of the three formats find. */
    static final class Draft {
        final List<Part.Text> system = new ArrayList<>();
        final List<Turn> turns = new ArrayList<>();
        final List<Tool> tools = new ArrayList<>();

        @Nullable
        ToolChoice choice;

        @Nullable
        Boolean parallel;

        Reasoning.@Nullable Mode thinking;

        @Nullable
        JsonNode schema;

        void function(JsonNode function, String schemaField) {
            tools.add(new Tool.Function(
                    function.path("name").asText(),
                    function.path("description").asText(""),
                    function.get(schemaField),
                    null,
                    null,
                    Map.of()));
        }

        Conversation conversation(String model) {
            return new Conversation(
                    model,
                    false,
                    system,
                    turns,
                    tools,
                    choice,
                    parallel,
                    new Sampling(null, null, null, null, List.of(), null, null, null, null, false, null, 1),
                    thinking == null ? null : new Reasoning(thinking, null, null, null),
                    schema == null ? null : new AnswerFormat.JsonSchema("answer", schema, null, null),
                    null,
                    null,
                    null,
                    Map.of());
        }
    }
}
