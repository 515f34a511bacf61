package io.tallyport.workbench.simulator.dialect;

import io.tallyport.workbench.simulator.prompt.Prompt;
import io.tallyport.workbench.simulator.prompt.Ttl;
import org.jspecify.annotations.Nullable;

/** What a request body turned out to be. */
public sealed interface Asked {
    /**
     * A call that can be answered.
     *
     * @param maximumTokens the caller's limit per choice; {@link Integer#MAX_VALUE} for none
     * @param choices answers asked for ({@code n}); 1 at Anthropic
     * @param includeUsage whether the caller wants usage in a stream; always true at Anthropic
     * @param retention lifetime of automatic cache entries (OpenAI)
     */
    record Call(
            String model,
            boolean stream,
            int maximumTokens,
            int choices,
            boolean includeUsage,
            Ttl retention,
            Prompt prompt)
            implements Asked {}

    /**
     * An error answer.
     *
     * @param param name of the field at fault (OpenAI)
     * @param code machine-readable cause (OpenAI)
     */
    record Refusal(
            int status,
            String message,
            @Nullable String param,
            @Nullable String code) implements Asked {
        public static Refusal of(int status, String message) {
            return new Refusal(status, message, null, null);
        }
    }
}
