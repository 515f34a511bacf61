package io.tallyport.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.chat.AnswerEvent;
import io.tallyport.chat.AnswerEvent.ArgumentsDelta;
import io.tallyport.chat.AnswerEvent.Failed;
import io.tallyport.chat.AnswerEvent.Finished;
import io.tallyport.chat.AnswerEvent.ForeignPart;
import io.tallyport.chat.AnswerEvent.Started;
import io.tallyport.chat.AnswerEvent.TextDelta;
import io.tallyport.chat.AnswerEvent.ThinkingDelta;
import io.tallyport.chat.AnswerEvent.ToolCallStarted;
import io.tallyport.chat.AnswerFormat;
import io.tallyport.chat.Part;
import io.tallyport.chat.StopReason;
import io.tallyport.chat.TokenUse;
import io.tallyport.wire.JsonTree;
import io.tallyport.wire.RecordedStreams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Recorded answers, told by the reader and walked as trees, must agree; and requests must look as recorded ones. */
class GeminiRecordingsTest {

    @Test
    void everyRecordedStreamIsToldAsItsChunksSay() throws IOException {
        for (Path file : RecordedStreams.of("gemini/streamGenerateContent")) {
            byte[] stream = Files.readAllBytes(file);
            List<AnswerEvent> told = Told.ofStream(stream, 100_000);
            assertAgrees(file, told, payloads(new String(stream, StandardCharsets.UTF_8), "data: "));
            for (int size : new int[] {1, 2, 3, 17}) {
                assertThat(Told.ofStream(stream, size)).as(file.toString()).isEqualTo(told);
            }
        }
    }

    @Test
    void everyRecordedListOfChunksIsToldAsItSays() throws IOException {
        for (Path file : RecordedStreams.of("gemini/streamGenerateContent", ".chunks.txt")) {
            String lines = Files.readString(file);
            List<JsonNode> chunks = payloads(lines, "");
            String stream =
                    chunks.stream().map(chunk -> "data: " + chunk + "\r\n\r\n").collect(Collectors.joining());
            List<AnswerEvent> told = Told.ofStream(stream.getBytes(StandardCharsets.UTF_8), 1000);
            if (lines.contains("partialArgs")) {
                assertThat(told).last().isInstanceOf(Failed.class);
                continue;
            }
            assertAgrees(file, told, chunks);
        }
    }

    @Test
    void everyRecordedPlainAnswerIsToldAsItSays() throws IOException {
        for (Path file : RecordedStreams.of("gemini/generateContent", ".response.json")) {
            byte[] body = Files.readAllBytes(file);
            ObjectNode answer = JsonTree.request(body);
            if (!answer.has("error")) {
                assertAgrees(file, Told.ofPlain(body), List.of(answer));
            }
        }
    }

    @Test
    void aConversationWithToolsAndASchemaLooksAsRecorded() throws IOException {
        for (JsonNode recorded : request("json-schema-tools-offered__pyd-70609b")) {
            String signature =
                    recorded.at("/contents/1/parts/0/thoughtSignature").asText();
            Chat chat = Chat.asking("What is the largest city in the user country?")
                    .assistant(Chat.call("96c1su3s_gs_" + signature, "get_user_country", "{}"))
                    .user(Chat.result("96c1su3s_gs_" + signature, new Part.Text("{\"return_value\":\"Mexico\"}")))
                    .function(
                            "get_user_country",
                            "{\"additionalProperties\":false,\"properties\":{},\"type\":\"object\"}");
            chat.format = new AnswerFormat.JsonSchema(
                    "CityLocation", recorded.at("/generationConfig/responseJsonSchema"), null, null);
            assertThat(same(chat.written(Chat.FLASH_3))).isEqualTo(same(recorded));
        }
    }

    @Test
    void aConversationWithInstructionsLooksAsRecorded() throws IOException {
        for (JsonNode recorded : request("tool-tools-offered-system__pyd-95944d")) {
            Chat chat = Chat.asking("What is the temperature of the capital of France?")
                    .assistant(Chat.call(
                            "pyd_ai_0e1a07b3c2b64d2ab3ad2efbe18e1b97", "get_capital", "{\"country\":\"France\"}"))
                    .user(Chat.result(
                            "pyd_ai_0e1a07b3c2b64d2ab3ad2efbe18e1b97", new Part.Text("{\"return_value\":\"Paris\"}")));
            chat.system.add(new Part.Text("You are a helpful chatbot."));
            ObjectNode written = chat.written(Chat.FLASH_20);
            assertThat(written.get("contents")).isEqualTo(recorded.get("contents"));
            assertThat(written.at("/systemInstruction/parts")).isEqualTo(recorded.at("/systemInstruction/parts"));
        }
    }

    private static void assertAgrees(Path file, List<AnswerEvent> told, List<JsonNode> chunks) {
        List<JsonNode> parts = chunks.stream()
                .flatMap(chunk -> list(chunk.at("/candidates/0/content/parts")).stream())
                .toList();
        assertThat(said(told)).as(file.toString()).isEqualTo(recorded(parts));
        assertThat(told)
                .filteredOn(ToolCallStarted.class::isInstance)
                .as(file.toString())
                .allSatisfy(event -> assertThat(signatures(parts))
                        .contains(Objects.requireNonNullElse(
                                SignedCallId.parse(((ToolCallStarted) event).id())
                                        .signature(),
                                "")));
        assertThat(told).first().as(file.toString()).isInstanceOfSatisfying(Started.class, started -> assertThat(
                        started.model())
                .isEqualTo(chunks.getFirst().path("modelVersion").asText()));
        assertThat(told).last().as(file.toString()).isInstanceOfSatisfying(Finished.class, finished -> {
            assertThat(finished.reason()).isEqualTo(reason(chunks.getLast(), parts));
            assertAgrees(
                    Objects.requireNonNull(finished.use()), chunks.getLast().path("usageMetadata"));
        });
    }

    private static void assertAgrees(TokenUse use, JsonNode usage) {
        assertThat(use.tokens().prompt() + use.tokens().output())
                .isEqualTo(usage.path("totalTokenCount").asLong());
        assertThat(use.tokens().cacheRead())
                .isEqualTo(usage.path("cachedContentTokenCount").asLong());
        assertThat(use.reasoning()).isEqualTo(usage.path("thoughtsTokenCount").asLong());
        assertThat(use.tokens().output())
                .isEqualTo(usage.path("thoughtsTokenCount").asLong()
                        + usage.path("candidatesTokenCount").asLong());
    }

    private static List<String> said(List<AnswerEvent> told) {
        List<String> said = new ArrayList<>();
        for (AnswerEvent event : told) {
            switch (event) {
                case TextDelta text -> said.add("text " + text.text());
                case ThinkingDelta thinking -> said.add("thought " + thinking.text());
                case ToolCallStarted call -> said.add("call " + call.call() + " " + call.name());
                case ArgumentsDelta arguments ->
                    said.add("arguments " + JsonTree.value(arguments.json()).orElseThrow());
                case ForeignPart part -> said.add("foreign " + part.value());
                default -> {}
            }
        }
        return said;
    }

    private static List<String> recorded(List<JsonNode> parts) {
        List<String> said = new ArrayList<>();
        int calls = 0;
        for (JsonNode part : parts) {
            if (part.has("functionCall")) {
                said.add("call " + calls++ + " " + part.at("/functionCall/name").asText());
                said.add("arguments " + part.at("/functionCall/args"));
            } else if (!part.has("text")) {
                said.add("foreign " + ((ObjectNode) part.deepCopy()).without(List.of("thoughtSignature")));
            } else if (!part.path("text").asText().isEmpty()) {
                said.add((part.path("thought").asBoolean() ? "thought " : "text ")
                        + part.path("text").asText());
            }
        }
        return said;
    }

    private static List<String> signatures(List<JsonNode> parts) {
        return parts.stream()
                .filter(part -> part.has("functionCall"))
                .map(part -> part.path("thoughtSignature").asText(""))
                .toList();
    }

    private static StopReason reason(JsonNode last, List<JsonNode> parts) {
        if (parts.stream().anyMatch(part -> part.has("functionCall"))) {
            return StopReason.TOOL_USE;
        }
        return last.at("/candidates/0/finishReason").asText().equals("MAX_TOKENS")
                ? StopReason.MAX_TOKENS
                : StopReason.END;
    }

    private static List<JsonNode> payloads(String lines, String prefix) {
        return lines.lines()
                .filter(line -> line.startsWith(prefix + "{"))
                .map(line -> JsonTree.value(line.substring(prefix.length())).orElseThrow())
                .toList();
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** None where the recordings are absent. */
    private static List<JsonNode> request(String name) throws IOException {
        List<JsonNode> requests = new ArrayList<>();
        for (Path file : RecordedStreams.of("gemini/streamGenerateContent", name + ".request.json")) {
            requests.add(JsonTree.request(Files.readAllBytes(file)));
        }
        return requests;
    }

    /** Without what the recording client says in other words: spelling of names, base64url, a field of no effect. */
    private static JsonNode same(JsonNode request) {
        String text = request.toString()
                .replace("parameters_json_schema", "parametersJsonSchema")
                .replace('-', '+')
                .replace('_', '/');
        ObjectNode same = JsonTree.request(text.getBytes(StandardCharsets.UTF_8));
        ((ObjectNode) same.path("generationConfig")).remove("responseModalities");
        return same;
    }
}
