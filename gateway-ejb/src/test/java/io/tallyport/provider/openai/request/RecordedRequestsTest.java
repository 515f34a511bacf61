package io.tallyport.provider.openai.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.chat.Conversation;
import io.tallyport.chat.Turn;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.Target;
import io.tallyport.wire.RecordedStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every request that real clients sent and OpenAI answered. */
class RecordedRequestsTest {
    private static final Set<String> REFUSED = Set.of("n", "functions", "web_search_options");

    @TestFactory
    List<DynamicTest> aRecordedRequestIsReadAndWrittenTheSameOrRefusedByName() throws IOException {
        return RecordedStreams.of("openai/chat", ".request.json").stream()
                .filter(file -> !file.getFileName().toString().startsWith("error-"))
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(), () -> theSameAgain(Files.readAllBytes(file))))
                .toList();
    }

    private static void theSameAgain(byte[] recorded) {
        Conversation read;
        try {
            read = ConversationReader.read(recorded);
        } catch (GatewayException refusal) {
            assertThat(REFUSED).contains(refusal.param());
            return;
        }
        for (Target target : List.of(Targets.GPT_4O, Targets.GPT_5)) {
            byte[] written = ConversationWriter.write(read, target);
            Conversation again = ConversationReader.read(written);
            assertThat(withoutPaths(again)).isEqualTo(withoutPaths(read));
            assertThat(ConversationWriter.write(again, target)).isEqualTo(written);
        }
    }

    private static List<Object> withoutPaths(Conversation conversation) {
        List<Object> turns = conversation.turns().stream()
                .<Object>map(turn -> new Turn(turn.role(), turn.parts(), ""))
                .toList();
        return Arrays.asList(
                conversation.model(),
                conversation.stream(),
                conversation.system(),
                turns,
                conversation.tools(),
                conversation.toolChoice(),
                conversation.parallelToolCalls(),
                conversation.sampling(),
                conversation.answerFormat(),
                conversation.user(),
                conversation.cacheKey(),
                conversation.extras());
    }
}
