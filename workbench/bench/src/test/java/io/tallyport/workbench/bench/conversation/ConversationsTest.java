package io.tallyport.workbench.bench.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.workbench.bench.conversation.Traffic.Size;
import io.tallyport.workbench.simulator.Simulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConversationsTest {
    private static final Size FEW = new Size(40, 3, 0);
    private static final String KEY = "key";
    private static final long FOR_EVER = 1_000_000;

    @Test
    void theSameSeedIsTheSameTraffic() {
        assertThat(Traffic.of(FEW, 7, "a", 0)).isEqualTo(Traffic.of(FEW, 7, "a", 0));
        assertThat(Traffic.of(FEW, 8, "a", 0)).isNotEqualTo(Traffic.of(FEW, 7, "a", 0));
    }

    @Test
    void aHotAgentHasItsShare() {
        Traffic traffic = Traffic.of(new Size(2_000, 1, 60), 7, "a", 0.4);

        String hot = traffic.conversations().stream()
                .map(conversation -> conversation.agent().instructions())
                .filter(instructions -> instructions.startsWith("a 0 "))
                .findFirst()
                .orElseThrow();
        assertThat(traffic.conversations().stream()
                        .filter(conversation ->
                                conversation.agent().instructions().equals(hot))
                        .count())
                .isBetween(740L, 860L);
    }

    /** The one account's cache has exactly what was computed beforehand; OpenAI's works in steps of 128 tokens. */
    @ParameterizedTest
    @EnumSource
    void anOnlyAccountReadsAllThatIsPossible(Dialect dialect) throws Exception {
        try (Simulator simulator = Simulator.start(0)) {
            Traffic one = new Traffic(List.of(
                    withoutPauses(Traffic.of(FEW, 7, "a", 0).conversations().getFirst())));
            callNoTools(simulator);
            List<Turn> turns = talk(simulator, dialect, one);

            assertThat(turns).hasSize(3).allMatch(Turn::good, "good");
            assertThat(turns.getFirst().possible()).isZero();
            for (Turn turn : turns) {
                long step = dialect == Dialect.CHAT ? 128 : 1;
                assertThat(turn.read()).isEqualTo(turn.possible() / step * step);
            }

            List<Turn> again = talk(simulator, dialect, one);
            assertThat(again.getFirst().possible())
                    .as("a new crowd knows nothing of the old")
                    .isZero();
            assertThat(again.getFirst().read()).as("the simulator does").isPositive();
        }
    }

    @Test
    void aTurnWithoutAnswerIsAProblemAndIsSaidAgain() {
        try (Simulator simulator = Simulator.start(0)) {
            Crowd crowd = new Crowd(simulator.url() + "/nowhere", Dialect.CHAT, keys(), "spread", FOR_EVER);
            Conversation conversation =
                    withoutPauses(Traffic.of(FEW, 7, "a", 0).conversations().getFirst());
            List<Turn> turns = crowd.talk(new Traffic(List.of(conversation)));

            assertThat(turns).hasSize(5).noneMatch(Turn::good);
            assertThat(turns.getFirst().problem()).startsWith("status 404");
        }
    }

    @Test
    void theIdealCacheForgetsWhatIsNotUsedForItsLife() {
        Conversation conversation = Traffic.of(FEW, 7, "a", 0).conversations().getFirst();
        Ideal ideal = new Ideal(30_000);

        assertThat(ideal.ask(conversation, 8_000, 12_000, 0)).isZero();
        assertThat(ideal.ask(conversation, 8_000, 16_000, 29_999)).isEqualTo(3_000);
        assertThat(ideal.ask(conversation, 8_000, 16_000, 59_998)).isEqualTo(4_000);
        assertThat(ideal.ask(conversation, 8_000, 16_000, 89_998)).isZero();
    }

    private static List<Turn> talk(Simulator simulator, Dialect dialect, Traffic traffic) {
        return new Crowd(simulator.url(), dialect, keys(), "affinity", FOR_EVER).talk(traffic);
    }

    private static void callNoTools(Simulator simulator) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(URI.create(simulator.url() + "/_sim/faults"))
                            .POST(BodyPublishers.ofString(
                                    "{\"account\":\"" + KEY + "\",\"times\":0,\"tools\":\"off\"}"))
                            .build(),
                    BodyHandlers.discarding());
        }
    }

    private static List<String> keys() {
        return Collections.nCopies(Traffic.ORGANISATIONS, KEY);
    }

    private static Conversation withoutPauses(Conversation conversation) {
        List<Conversation.Step> steps = conversation.steps().stream()
                .map(step -> new Conversation.Step(step.words(), 0))
                .toList();
        return new Conversation(conversation.agent(), 0, conversation.streamed(), steps);
    }
}
