package io.tallyport.provider.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.catalog.Capability;
import io.tallyport.catalog.Model;
import io.tallyport.chat.Reasoning;
import io.tallyport.chat.Reasoning.Mode;
import io.tallyport.error.GatewayException;
import io.tallyport.wire.JsonTree;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code thinkingConfig}: tokens for Gemini 2.5, a level for the models from Gemini 3 on. Budgets and levels that a
 * model does not have become the nearest it has.
 */
final class GeminiThinking {
    private static final long DYNAMIC = -1;
    private static final long LEAST_OF_PRO = 128;
    private static final long LEAST_OF_ALL = 512;
    private static final long MOST = 24_576;
    private static final long MOST_OF_PRO = 32_768;

    /** Beside them, every Flash-Lite takes the level {@code minimal}; 3.1 Pro and 3.7 Flash do not. */
    private static final List<String> MINIMAL_THINKERS =
            List.of("gemini-3-flash", "gemini-3.5-flash", "gemini-3.6-flash");

    private GeminiThinking() {}

    /** Empty: the model thinks as it does by default, and does not show it. */
    static Optional<ObjectNode> config(@Nullable Reasoning reasoning, Model model) {
        if (reasoning == null || !model.can(Capability.THINKING)) {
            return Optional.empty();
        }
        ObjectNode config = JsonTree.newObject();
        if (model.can(Capability.THINKING_BUDGET)) {
            budget(reasoning, model.id(), config);
        } else {
            level(reasoning, model.id(), config);
        }
        if (isShown(reasoning)) {
            config.put("includeThoughts", true);
        }
        return config.isEmpty() ? Optional.empty() : Optional.of(config);
    }

    private static void budget(Reasoning reasoning, String model, ObjectNode config) {
        boolean pro = model.contains("-pro");
        if (isOff(reasoning)) {
            config.put("thinkingBudget", pro ? LEAST_OF_PRO : 0);
            return;
        }
        @Nullable Long wanted = wantedTokens(reasoning);
        if (wanted != null) {
            config.put("thinkingBudget", Math.clamp(wanted, LEAST_OF_ALL, pro ? MOST_OF_PRO : MOST));
            return;
        }
        if (reasoning.mode() != null) {
            config.put("thinkingBudget", DYNAMIC);
        }
    }

    private static @Nullable Long wantedTokens(Reasoning reasoning) {
        if (reasoning.budgetTokens() != null) {
            return reasoning.budgetTokens();
        }
        return switch (reasoning.effort()) {
            case null -> null;
            case "minimal", "low" -> 1024L;
            case "medium" -> 4096L;
            case "high" -> 16_384L;
            case "xhigh", "max" -> MOST_OF_PRO;
            default -> throw unknown(reasoning.effort());
        };
    }

    private static void level(Reasoning reasoning, String model, ObjectNode config) {
        @Nullable String level = isOff(reasoning) ? "minimal" : wantedLevel(reasoning);
        if (level != null) {
            config.put("thinkingLevel", level.equals("minimal") ? least(model) : level);
        }
    }

    private static @Nullable String wantedLevel(Reasoning reasoning) {
        if (reasoning.budgetTokens() != null) {
            return reasoning.budgetTokens() <= 2048 ? "low" : reasoning.budgetTokens() <= 8192 ? "medium" : "high";
        }
        return switch (reasoning.effort()) {
            case null -> null;
            case "minimal", "low", "medium", "high" -> reasoning.effort();
            case "xhigh", "max" -> "high";
            default -> throw unknown(reasoning.effort());
        };
    }

    private static String least(String model) {
        return model.contains("flash-lite") || MINIMAL_THINKERS.stream().anyMatch(model::startsWith)
                ? "minimal"
                : "low";
    }

    private static boolean isOff(Reasoning reasoning) {
        return reasoning.mode() == Mode.OFF || "none".equals(reasoning.effort());
    }

    private static boolean isShown(Reasoning reasoning) {
        boolean asked =
                reasoning.mode() != null || reasoning.effort() != null || Boolean.TRUE.equals(reasoning.shown());
        return asked && !isOff(reasoning) && !Boolean.FALSE.equals(reasoning.shown());
    }

    private static GatewayException unknown(@Nullable String effort) {
        return GatewayException.invalid("reasoning_effort", "reasoning_effort: " + effort + " is not known.");
    }
}
