package io.tallyport.workbench.simulator.dialect;

import io.tallyport.workbench.simulator.account.Usage;
import io.tallyport.workbench.simulator.prompt.Prompt;
import io.tallyport.workbench.simulator.prompt.Ttl;
import org.jspecify.annotations.Nullable;

/** What a request turned out to be. */
public sealed interface Asked {
    /**
     * A call that a model answers.
     *
     * @param maximumTokens the caller's limit per choice; {@link Integer#MAX_VALUE} for none
     * @param choices answers asked for ({@code n}); 1 where there is no such field
     * @param includeUsage whether the caller wants usage in a stream
     * @param retention lifetime of automatic cache entries
     */
    record Call(
            Wire wire,
            String model,
            boolean stream,
            int maximumTokens,
            int choices,
            boolean includeUsage,
            Ttl retention,
            Prompt prompt,
            Wants wants)
            implements Asked {
        public static final int NO_LIMIT = Integer.MAX_VALUE;

        /** A call for one choice, with its usage, cached for a while if it is cached unasked. */
        public static Call of(Wire wire, String model, boolean stream, long maximumTokens, Prompt prompt, Wants wants) {
            int limit = (int) Math.min(maximumTokens, NO_LIMIT);
            return new Call(wire, model, stream, limit, 1, true, Ttl.TEN_MINUTES, prompt, wants);
        }
    }

    /**
     * An answer that is there at once.
     *
     * @param model empty where no model has a part in it; such an answer is not on the tally
     */
    record Ready(String model, Usage usage, Body body) implements Asked {
        /** The JSON, with or without the usage in it. */
        public interface Body {
            byte[] json(boolean reportUsage);
        }

        public static Ready free(String model, byte[] json) {
            return new Ready(model, Usage.NONE, reportUsage -> json);
        }
    }

    /**
     * An error answer.
     *
     * @param param name of the field at fault (OpenAI, Gemini)
     * @param code machine-readable cause (OpenAI, Gemini)
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
