package io.tallyport.provider.openai.request;

import io.tallyport.catalog.Model;
import io.tallyport.chat.Reasoning;
import io.tallyport.chat.Reasoning.Mode;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says in one word how much a model may think: {@code reasoning_effort}. */
final class EffortWord {
    private static final long LOW_BUDGET = 2_048;
    private static final long MEDIUM_BUDGET = 8_192;

    private EffortWord() {}

    /** Empty where nothing must be said, or a model that thinks cannot be stopped. */
    static Optional<String> of(@Nullable Reasoning reasoning, Model model) {
        if (reasoning == null || !model.takesEffort()) {
            return Optional.empty();
        }
        if (reasoning.mode() == Mode.OFF) {
            return Stream.of("none", "minimal")
                    .filter(model.efforts()::contains)
                    .findFirst();
        }
        String effort = reasoning.effort();
        if (effort != null) {
            return Optional.of(model.nearestEffort(effort));
        }
        Long budget = reasoning.budgetTokens();
        if (reasoning.mode() != Mode.ON || budget == null) {
            return Optional.empty();
        }
        return Optional.of(ofBudget(budget));
    }

    private static String ofBudget(long tokens) {
        if (tokens <= LOW_BUDGET) {
            return "low";
        }
        return tokens <= MEDIUM_BUDGET ? "medium" : "high";
    }
}
