package io.tallyport.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.catalog.Capability;
import io.tallyport.catalog.Model;
import io.tallyport.chat.Part;
import io.tallyport.chat.Reasoning;
import io.tallyport.chat.Reasoning.Mode;
import io.tallyport.chat.Tool;
import io.tallyport.chat.ToolChoice;
import io.tallyport.chat.Turn;
import io.tallyport.chat.Turn.Role;
import io.tallyport.wire.JsonTree;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each generation of models is told of thinking and sampling. */
class WrittenReasoningTest {
    private static final Model OPUS_5 = Asked.eager(Capability.THINKING, Capability.ADAPTIVE_THINKING);
    private static final Model SONNET_4_5 =
            Asked.model(Capability.THINKING, Capability.THINKING_BUDGET, Capability.SAMPLING);
    private static final Model OPUS_4_5 =
            Asked.eager(Capability.THINKING, Capability.THINKING_BUDGET, Capability.SAMPLING);
    private static final Model HAIKU_3 = Asked.model(Capability.SAMPLING);

    private static final Part.ToolCall CALL = new Part.ToolCall("a", "f", "{}", null);
    private static final Turn RESULT =
            new Turn(Role.USER, List.of(new Part.ToolResult("a", List.of(), false, null)), "messages[2]");
    private static final Tool TOOL = new Tool.Function("f", null, null, null, null, Map.of());

    private final Asked asked = new Asked();

    @Test
    void samplingIsClampedOrDroppedWhereTheModelOrTheVersionHasNone() {
        asked.temperature = new BigDecimal("1.7");
        asked.topP = new BigDecimal("0.9");
        assertThat(asked.body(HAIKU_3).path("temperature").decimalValue()).isEqualByComparingTo("1");
        assertThat(asked.body(HAIKU_3).path("top_p").decimalValue()).isEqualByComparingTo("0.9");
        assertThat(asked.body(OPUS_5).has("temperature")).isFalse();
        asked.turns = List.of(Asked.HI, new Turn(Role.SYSTEM, List.of(new Part.Text("s")), "messages.1"));
        assertThat(asked.body(HAIKU_3).has("top_p")).isFalse();
        assertThat(new AnthropicProvider().headers(asked.conversation()))
                .containsEntry("anthropic-version", "2026-10-21");
    }

    @Test
    void aTopPOfOneIsNotSentBesideATemperature() {
        asked.topP = new BigDecimal("1.0");
        assertThat(asked.body(HAIKU_3).has("top_p")).isTrue();
        asked.temperature = BigDecimal.ONE;
        assertThat(asked.body(HAIKU_3).has("top_p")).isFalse();
        assertThat(new AnthropicProvider().headers(asked.conversation()))
                .containsEntry("anthropic-version", "2023-06-01");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "minimal | low   | {'type':'adaptive'}",
                "xhigh   | xhigh | {'type':'adaptive'}",
                "max     | max   | {'type':'adaptive'}",
                "none    | -     | {'type':'disabled'}",
            })
    void anEffortIsSaidToModelsThatTakeOneAndSwitchesAdaptiveThinkingOn(
            String effort, @Nullable String written, String thinking) {
        asked.reasoning = new Reasoning(null, null, effort, null);
        assertThat(asked.body(OPUS_5).path("output_config").path("effort").asText(null))
                .isEqualTo(written);
        assertThat(asked.body(OPUS_5).path("thinking")).isEqualTo(json(thinking));
    }

    @ParameterizedTest
    @CsvSource({
        "low,50000,1024",
        "medium,50000,4096",
        "high,50000,16384",
        "xhigh,50000,32768",
        "high,5000,4999",
        "low,1025,1024",
    })
    void anEffortIsABudgetForModelsThatTakeOne(String effort, long maxTokens, long budget) {
        asked.reasoning = new Reasoning(null, null, effort, true);
        asked.maxTokens = maxTokens;
        JsonNode thinking = json("{'type':'enabled','budget_tokens':" + budget + ",'display':'summarized'}");
        assertThat(asked.body(SONNET_4_5).path("thinking")).isEqualTo(thinking);
        assertThat(asked.body(SONNET_4_5).has("output_config")).isFalse();
        assertThat(asked.body(OPUS_4_5).path("thinking")).isEqualTo(thinking);
        assertThat(asked.body(OPUS_4_5).path("output_config")).isEqualTo(json("{'effort':'" + effort + "'}"));
        assertThat(asked.body(HAIKU_3).has("thinking")).isFalse();
    }

    @Test
    void thereIsNoBudgetInTooFewTokens() {
        asked.reasoning = new Reasoning(null, null, "high", null);
        asked.maxTokens = 1024L;
        assertThat(asked.body(SONNET_4_5).has("thinking")).isFalse();
    }

    @Test
    void thinkingThatTheCallerNamesIsSentAsItIs() {
        asked.reasoning = new Reasoning(Mode.ON, 9000L, "low", false);
        assertThat(asked.body(SONNET_4_5).path("thinking"))
                .isEqualTo(json("{'type':'enabled','budget_tokens':9000,'display':'omitted'}"));
        asked.reasoning = new Reasoning(Mode.OFF, null, null, true);
        assertThat(asked.body(OPUS_5).path("thinking")).isEqualTo(json("{'type':'disabled'}"));
        asked.reasoning = new Reasoning(Mode.ADAPTIVE, null, null, null);
        assertThat(asked.body(OPUS_5).path("thinking")).isEqualTo(json("{'type':'adaptive'}"));
    }

    @Test
    void anEffortDoesNotSwitchThinkingOnBehindCallsMadeWithoutIt() {
        asked.reasoning = new Reasoning(null, null, "high", null);
        asked.maxTokens = 9000L;
        asked.turns = List.of(Asked.HI, assistant(CALL), RESULT);
        assertThat(asked.body(SONNET_4_5).has("thinking")).isFalse();
        assertThat(asked.body(OPUS_5).path("output_config").path("effort").asText())
                .isEqualTo("high");
        asked.turns = List.of(Asked.HI, assistant(new Part.Thinking("hm", "S"), CALL), RESULT);
        assertThat(asked.body(SONNET_4_5).has("thinking")).isTrue();
    }

    @Test
    void anEffortDoesNotSwitchThinkingOnWithAForcedToolAndDropsSamplingOtherwise() {
        asked.reasoning = new Reasoning(null, null, "high", null);
        asked.maxTokens = 9000L;
        asked.tools = List.of(TOOL);
        asked.temperature = BigDecimal.ZERO;
        assertThat(asked.body(SONNET_4_5).has("temperature")).isFalse();
        asked.choice = new ToolChoice.Any();
        assertThat(asked.body(SONNET_4_5).has("thinking")).isFalse();
        assertThat(asked.body(SONNET_4_5).has("temperature")).isTrue();
    }

    private static Turn assistant(Part... parts) {
        return new Turn(Role.ASSISTANT, List.of(parts), "messages[1]");
    }

    private static JsonNode json(String text) {
        return JsonTree.value(text.replace('\'', '"')).orElseThrow();
    }
}
