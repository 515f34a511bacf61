package io.tallyport.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.catalog.Capability;
import io.tallyport.chat.Conversation;
import io.tallyport.chat.Part;
import io.tallyport.chat.Turn;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.Target;
import io.tallyport.wire.RecordedStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every recorded request is read and written again without loss, or refused by a field's name. */
class RecordedConversationsTest {
    private final AnthropicSurface surface = new AnthropicSurface();
    private final AnthropicProvider provider = new AnthropicProvider();
    /** Does not think, so that nothing is added to an effort. */
    private final Target target = new Target(Models.of(Capability.EFFORT, Capability.SAMPLING), 4096);

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
