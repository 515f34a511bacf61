package io.tallyport.provider.openai.request;

import io.tallyport.catalog.Capability;
import io.tallyport.catalog.Model;
import io.tallyport.chat.Reasoning;
import io.tallyport.chat.Reasoning.Mode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says in one word how much a model may think: {@code reasoning_effort}. */
final class EffortWord {
    private static final long LOW_BUDGET = 2_048;
    private static final long MEDIUM_BUDGET = 8_192;
    private static final String FAMILY = "gpt-";

    private EffortWord() {}

    /** Empty where nothing must be said. */
    static Optional<String> of(@Nullable Reasoning reasoning, Model model) {
        if (reasoning == null || !takesEffort(model)) {
            return Optional.empty();
        }
        if (reasoning.mode() == Mode.OFF) {
            return off(model.id());
        }
        String effort = reasoning.effort();
        if (effort != null) {
            return Optional.of(effort.equals("max") ? "xhigh" : effort);
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

    /** Of the other vendors' thinking models, many refuse the field. */
    private static boolean takesEffort(Model model) {
        boolean openAi = Vendor.of(model.provider()) == Vendor.OPENAI;
        return model.can(Capability.THINKING) && (openAi || model.can(Capability.EFFORT));
    }

    /** {@code none} came with gpt-5.1, {@code minimal} with gpt-5; what else thinks cannot be stopped. */
    private static Optional<String> off(String model) {
        if (!model.startsWith(FAMILY) || model.length() == FAMILY.length()) {
            return Optional.empty();
        }
        char generation = model.charAt(FAMILY.length());
        if (generation < '5' || generation > '9') {
            return Optional.empty();
        }
        boolean first = generation == '5' && !isPointRelease(model);
        return Optional.of(first ? "minimal" : "none");
    }

    private static boolean isPointRelease(String model) {
        int point = FAMILY.length() + 1;
        return model.length() > point + 1 && model.charAt(point) == '.' && model.charAt(point + 1) > '0';
    }
}
