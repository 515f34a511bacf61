package io.tallyport.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.catalog.Model;
import io.tallyport.catalog.Models;
import io.tallyport.chat.Part;
import io.tallyport.chat.Reasoning;
import io.tallyport.chat.ToolChoice;
import io.tallyport.chat.Turn;
import io.tallyport.wire.JsonTree;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenCounterTest {
    private static final Turn QUESTION = user(new Part.Text("What is the capital of France?"));

    private final TokenCounter counter = new TokenCounter();

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, 14",
        "gpt-4, 14",
        "gpt-5, 13",
        "claude-haiku-4-5, 15",
        "gemini-2.5-flash, 8",
        "deepseek-chat, 14",
    })
    void aQuestionCountsWithWhatStandsAroundIt(String model, long tokens) {
        assertThat(count(model, QUESTION)).isEqualTo(tokens);
    }

    @Test
    void anAnswersTextCountsAlone() {
        assertThat(counter.count("Paris is the capital.", model("gpt-4o"))).isEqualTo(5);
        assertThat(counter.count("Paris is the capital.", model("claude-haiku-4-5")))
                .isEqualTo(6);
        assertThat(counter.count("", model("gpt-4o"))).isZero();
    }

    @Test
    void anExcerptStandsForTheWholeText() {
        assertThat(counter.count("one two three four", 1_800, model("gpt-4o"))).isEqualTo(400);
    }

    @Test
    void newerClaudesCountMore() {
        String text = "The quick brown fox jumps over the lazy dog. ".repeat(20);
        long older = counter.count(text, model("claude-opus-4-6"));
        for (String newer : List.of("claude-opus-4-7", "claude-opus-5", "claude-sonnet-5", "claude-fable-5")) {
            assertThat(counter.count(text, model(newer))).as(newer).isGreaterThan(older * 12 / 10);
        }
    }

    @Test
    void claudeReadsAgainOnlyWhatItThoughtSinceTheCallerSpoke() {
        Part.Thinking thought = new Part.Thinking("Let me look this up before I answer.", "s");
        Part.ToolCall call = new Part.ToolCall("1", "look", "{\"at\":\"map\"}", null);
        Turn result = user(new Part.ToolResult("1", List.of(new Part.Text("Paris")), false, null));
        long without = count("claude-haiku-4-5", QUESTION, assistant(call), result);
        long inTheLoop = count("claude-haiku-4-5", QUESTION, assistant(thought, call), result);
        assertThat(inTheLoop).isGreaterThan(without);
        assertThat(count("claude-haiku-4-5", QUESTION, assistant(thought, call), result, QUESTION))
                .isEqualTo(count("claude-haiku-4-5", QUESTION, assistant(call), result, QUESTION));
        assertThat(count("gpt-4o", QUESTION, assistant(thought, call), result))
                .isEqualTo(count("gpt-4o", QUESTION, assistant(call), result));
    }

    @Test
    void toolsAndWhetherTheyMustBeCalledCount() {
        long offered = withTool("claude-haiku-4-5", null, null);
        assertThat(offered - count("claude-haiku-4-5", QUESTION)).isBetween(520L, 560L);
        assertThat(withTool("claude-haiku-4-5", new ToolChoice.Any(), null) - offered)
                .isEqualTo(92);
        assertThat(withTool("claude-haiku-4-5", null, false) - offered).isEqualTo(-207);
        assertThat(withTool("gpt-4o", null, null) - count("gpt-4o", QUESTION)).isBetween(30L, 40L);
    }

    @Test
    void thinkingIsAnnouncedToOlderClaudes() {
        Recording.Draft draft = new Recording.Draft();
        draft.turns.add(QUESTION);
        draft.thinking = Reasoning.Mode.ON;
        assertThat(counter.count(draft.conversation("m"), model("claude-haiku-4-5"))
                        - count("claude-haiku-4-5", QUESTION))
                .isEqualTo(29);
    }

    @Test
    void aLinkedImageCountsAsOneOfMiddleSize() {
        Part.Image image = new Part.Image(new Part.Media.Link("https://example.org/a.png"), null, null);
        assertThat(count("gpt-4o", user(image))).isEqualTo(7 + 765);
        assertThat(count("claude-haiku-4-5", user(image))).isEqualTo(7 + 1369);
    }

    @Test
    void aFunctionIsToldAsATypeToGpt() {
        Recording.Draft draft = new Recording.Draft();
        draft.function(JsonTree.value("""
                        {"name":"weather","description":"Looks outside.","parameters":{"type":"object","required":["place"],
                        "properties":{"place":{"type":"string","description":"A city"},"days":{"type":"integer"},
                        "unit":{"enum":["C","F"]},"parts":{"type":"array","items":{"type":"object",
                        "properties":{"name":{"type":"string"}}}},"other":{"type":["string","null"]}}}}""").orElseThrow(), "parameters");
        assertThat(FunctionTypes.of((io.tallyport.chat.Tool.Function) draft.tools.getFirst()))
                .isEqualTo("""
                // Looks outside.
                type weather = (_: {
                // A city
                place: string,
                days?: number,
                unit?: "C" | "F",
                parts?: {
                  name?: string,
                }[],
                other?: string | null,
                }) => any;

                """);
    }

    private long withTool(String model, @Nullable ToolChoice choice, @Nullable Boolean parallel) {
        Recording.Draft draft = new Recording.Draft();
        draft.turns.add(QUESTION);
        draft.choice = choice;
        draft.parallel = parallel;
        draft.function(JsonTree.value("""
                        {"name":"weather","description":"Gets the weather.","parameters":{"type":"object",
                        "properties":{"place":{"type":"string"}}}}""").orElseThrow(), "parameters");
        return counter.count(draft.conversation(model), model(model));
    }

    private long count(String model, Turn... turns) {
        Recording.Draft draft = new Recording.Draft();
        draft.turns.addAll(List.of(turns));
        return counter.count(draft.conversation(model), model(model));
    }

    private static Turn user(Part... parts) {
        return new Turn(Turn.Role.USER, List.of(parts), "messages.0");
    }

    private static Turn assistant(Part... parts) {
        return new Turn(Turn.Role.ASSISTANT, List.of(parts), "messages.1");
    }

    private static Model model(String id) {
        return Models.of(id, "any", Set.of());
    }
}
