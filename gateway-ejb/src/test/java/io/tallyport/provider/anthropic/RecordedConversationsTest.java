package io.tallyport.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.catalog.Capability;
import io.tallyport.chat.Conversation;
import io.tallyport.chat.Part;
import io.tallyport.chat.Turn;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.Target;
import io.tallyport.wire.JsonTree;
import io.tallyport.wire.RecordedStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every recorded request is read and written again without loss, or refused by a field's name. */
class RecordedConversationsTest {
    private final AnthropicSurface surface = new AnthropicSurface();
    private final AnthropicProvider provider = new AnthropicProvider();
    /** Does not think, so that nothing is added to an effort. */
    private final Target target = new Target(Asked.eager(Capability.SAMPLING), 4096);

    @Test
    void requestsComeBackAsTheyWereOrAreRefusedByName() throws IOException {
        List<String> refused = new ArrayList<>();
        for (Path file : RecordedStreams.of("anthropic/messages", ".request.json")) {
            Conversation conversation;
            try {
                conversation = surface.conversation(Files.readAllBytes(file));
            } catch (GatewayException e) {
                refused.add(e.param());
                continue;
            }
            byte[] written = provider.write(conversation, target);
            assertThat(surface.conversation(written)).as(file.toString()).isEqualTo(spoken(conversation));
            assertThat(surface.read(written).model()).isEqualTo(conversation.model());
        }
        assertThat(refused).isSubsetOf("mcp_servers", "messages.0", "tools.0.defer_loading", "tools.1.defer_loading");
    }

    @Test
    void whateverStandsInTheWrongPlaceIsReadOrRefusedWithA400() throws IOException {
        List<JsonNode> strangers = Stream.of(
                        "5", "-1.5", "\"x\"", "true", "null", "[]", "{}", "[[]]", "{\"type\":\"text\"}")
                .map(text -> JsonTree.value(text).orElseThrow())
                .toList();
        for (Path file : RecordedStreams.of("anthropic/messages", ".request.json")) {
            byte[] request = Files.readAllBytes(file);
            ObjectNode body = JsonTree.object(request, 0, request.length).orElseThrow();
            for (JsonPointer place : places(body)) {
                for (JsonNode stranger : strangers) {
                    readAndWrite(file, with(body, place, stranger));
                }
            }
        }
    }

    private void readAndWrite(Path file, byte[] body) {
        try {
            provider.write(surface.conversation(body), target);
        } catch (GatewayException e) {
            assertThat(e.status()).as(file.toString()).isEqualTo(400);
            assertThat(e.param()).as(file.toString()).isNotBlank();
            assertThat(e.message()).startsWith(String.valueOf(e.param()));
        }
    }

    private static byte[] with(ObjectNode body, JsonPointer place, JsonNode value) {
        ObjectNode changed = body.deepCopy();
        JsonNode owner = changed.at(place.head());
        if (owner instanceof ArrayNode array) {
            array.set(place.last().getMatchingIndex(), value);
        }
        if (owner instanceof ObjectNode object) {
            object.set(place.last().getMatchingProperty(), value);
        }
        return JsonTree.bytes(changed);
    }

    /** Every place of a tree but those inside schemas and inputs, which nobody reads. */
    private static List<JsonPointer> places(JsonNode root) {
        List<JsonPointer> places = new ArrayList<>();
        collect(root, JsonPointer.empty(), places);
        return places;
    }

    private static void collect(JsonNode node, JsonPointer at, List<JsonPointer> places) {
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            places.add(at.appendIndex(i));
            collect(node.get(i), at.appendIndex(i), places);
        }
        node.properties().forEach(field -> {
            JsonPointer place = at.appendProperty(field.getKey());
            places.add(place);
            if (!Set.of("input_schema", "schema", "input").contains(field.getKey())) {
                collect(field.getValue(), place, places);
            }
        });
    }

    /** One client sent a single space beside a call; Anthropic refuses texts of spaces where they stand alone. */
    private static Conversation spoken(Conversation all) {
        List<Turn> turns = all.turns().stream()
                .map(turn -> new Turn(
                        turn.role(),
                        turn.parts().stream()
                                .filter(part -> !(part instanceof Part.Text text
                                        && text.text().isBlank()))
                                .toList(),
                        turn.path()))
                .toList();
        return new Conversation(
                all.model(),
                all.stream(),
                all.system(),
                turns,
                all.tools(),
                all.toolChoice(),
                all.parallelToolCalls(),
                all.sampling(),
                all.reasoning(),
                all.answerFormat(),
                all.caching(),
                all.user(),
                all.cacheKey(),
                all.extras());
    }
}
