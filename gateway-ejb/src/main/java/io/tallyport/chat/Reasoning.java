package io.tallyport.chat;

import org.jspecify.annotations.Nullable;

/**
 * How much the model may think before it answers.
 *
 * @param mode null: not said
 * @param budgetTokens most tokens of thinking, with {@code ON}
 * @param effort {@code none}, {@code minimal}, {@code low}, {@code medium}, {@code high}, {@code xhigh} or {@code max}
 * @param shown whether (a summary of) the thinking is wanted in the answer; null: not said
 */
public record Reasoning(
        @Nullable Mode mode,
        @Nullable Long budgetTokens,
        @Nullable String effort,
        @Nullable Boolean shown) {

    /** Who decides whether there is thinking. */
    public enum Mode {
        OFF,
        ON,
        /** The model. */
        ADAPTIVE
    }
}
