package io.tallyport.workbench.simulator.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call asks for besides words.
 *
 * @param calls the functions to call, with arguments that fit
 * @param json the whole text, if it must be JSON of a certain shape
 */
public record Wants(
        Thinking thinking, List<Call> calls, @Nullable String json) {
    public static final Wants WORDS = new Wants(Thinking.NONE, List.of(), null);

    /** @param arguments a JSON object */
    public record Call(String name, String arguments) {}

    /** Whether there is thinking, and what the caller sees of it. */
    public enum Thinking {
        /** None; reasoning that a test asks for is only counted. */
        NONE,
        /** Counted, and not in the answer. */
        HIDDEN,
        /** In the answer without its words. */
        SEALED,
        SHOWN,
        /** None, unless a test wants it shown. */
        SHOWN_TO_TESTS
    }
}
