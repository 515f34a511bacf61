package io.tallyport.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallyport.catalog.Model;
import io.tallyport.chat.Reasoning;
import io.tallyport.chat.Reasoning.Mode;
import io.tallyport.error.GatewayException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiThinkingTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                // model    | mode   | budget | effort | shown | written
                "FLASH_25   | -        | -     | none    | -     | {'thinkingBudget':0}",
                "PRO_25     | -        | -     | none    | -     | {'thinkingBudget':128}",
                "FLASH_25   | OFF      | -     | high    | true  | {'thinkingBudget':0}",
                "FLASH_25   | -        | -     | minimal | -     | {'thinkingBudget':1024,'includeThoughts':true}",
                "FLASH_25   | -        | -     | low     | -     | {'thinkingBudget':1024,'includeThoughts':true}",
                "FLASH_25   | -        | -     | medium  | -     | {'thinkingBudget':4096,'includeThoughts':true}",
                "FLASH_25   | -        | -     | high    | false | {'thinkingBudget':16384}",
                "FLASH_25   | -        | -     | xhigh   | -     | {'thinkingBudget':24576,'includeThoughts':true}",
                "PRO_25     | -        | -     | max     | -     | {'thinkingBudget':32768,'includeThoughts':true}",
                "FLASH_25   | ON       | 2000  | -       | -     | {'thinkingBudget':2000,'includeThoughts':true}",
                "FLASH_25   | ON       | 31999 | low     | -     | {'thinkingBudget':24576,'includeThoughts':true}",
                "FLASH_25   | ADAPTIVE | -     | -       | -     | {'thinkingBudget':-1,'includeThoughts':true}",
                "FLASH_25   | ADAPTIVE | -     | medium  | -     | {'thinkingBudget':4096,'includeThoughts':true}",
                "FLASH_25   | -        | -     | -       | true  | {'includeThoughts':true}",
                "FLASH_25   | -        | -     | -       | false | -",
                "FLASH_3    | -        | -     | none    | -     | {'thinkingLevel':'minimal'}",
                "PRO_31     | OFF      | -     | -       | -     | {'thinkingLevel':'low'}",
                "FLASH_3    | -        | -     | minimal | -     | {'thinkingLevel':'minimal','includeThoughts':true}",
                "PRO_31     | -        | -     | minimal | -     | {'thinkingLevel':'low','includeThoughts':true}",
                "PRO_31     | -        | -     | medium  | -     | {'thinkingLevel':'medium','includeThoughts':true}",
                "FLASH_3    | -        | -     | xhigh   | -     | {'thinkingLevel':'high','includeThoughts':true}",
                "FLASH_3    | ON       | 2048  | -       | -     | {'thinkingLevel':'low','includeThoughts':true}",
                "FLASH_3    | ON       | 8192  | -       | -     | {'thinkingLevel':'medium','includeThoughts':true}",
                "FLASH_3    | ON       | 8193  | -       | false | {'thinkingLevel':'high'}",
                "FLASH_3    | ADAPTIVE | -     | -       | -     | {'includeThoughts':true}",
                "FLASH_20   | ON       | 2048  | high    | true  | -",
            })
    void effortAndBudgetBecomeWhatTheModelTakes(
            String model,
            @Nullable Mode mode,
            @Nullable Long budget,
            @Nullable String effort,
            @Nullable Boolean shown,
            @Nullable String written) {
        String config = GeminiThinking.config(new Reasoning(mode, budget, effort, shown), model(model))
                .map(Object::toString)
                .orElse(null);
        assertThat(config).isEqualTo(written == null ? null : written.replace('\'', '"'));
    }

    @Test
    void anUnknownEffortIsRefused() {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> GeminiThinking.config(new Reasoning(null, null, "vast", null), Chat.FLASH_3))
                .extracting(GatewayException::param)
                .isEqualTo("reasoning_effort");
    }

    private static Model model(String name) {
        return switch (name) {
            case "FLASH_25" -> Chat.FLASH_25;
            case "PRO_25" -> Chat.PRO_25;
            case "FLASH_3" -> Chat.FLASH_3;
            case "PRO_31" -> Chat.PRO_31;
            default -> Chat.FLASH_20;
        };
    }
}
