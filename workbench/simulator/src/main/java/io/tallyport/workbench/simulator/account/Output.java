package io.tallyport.workbench.simulator.account;

import java.util.OptionalInt;

/**
 * What to answer, and how fast.
 *
 * @param tokens visible words per choice, before the caller's own limit cuts them
 * @param askedReasoning reasoning tokens, counted within the output; empty for some where the caller asks for thinking
 * @param eventsPerSecond pace of a stream's events; 0 is as fast as the connection takes them
 * @param reasoningContent whether chat completions show their reasoning, as some vendors do
 * @param lenient whether fields that the API does not know are let pass
 */
public record Output(
        int tokens,
        OptionalInt askedReasoning,
        double eventsPerSecond,
        Tools tools,
        boolean reasoningContent,
        boolean lenient) {
    public static final Output DEFAULT = new Output(32, OptionalInt.empty(), 0, Tools.ON, false, false);

    private static final int SOME_REASONING = 8;

    /** Whether offered tools are called. */
    public enum Tools {
        ON,
        OFF,
        /** Some text goes before the calls. */
        AFTER_TEXT
    }

    public Output {
        if (tokens < 0 || askedReasoning.orElse(0) < 0 || eventsPerSecond < 0) {
            throw new IllegalArgumentException("output numbers must not be negative");
        }
    }

    /** @param thinks whether the caller asks for thinking, or the test for showing it */
    public int reasoning(boolean thinks) {
        return askedReasoning.orElse(thinks ? SOME_REASONING : 0);
    }
}
