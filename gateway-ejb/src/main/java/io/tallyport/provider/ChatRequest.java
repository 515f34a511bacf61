package io.tallyport.provider;

import com.fasterxml.jackson.core.JsonParser;
import io.tallyport.wire.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a chat request that the gateway needs; the body itself travels as bytes.
 *
 * @param model as the caller wrote it
 * @param modelAt where it stands in the body, quotes included, so that another name can be spliced in
 * @param maxOutputTokens null: the model's ceiling applies
 * @param choices how many answers are asked for (OpenAI's {@code n})
 * @param caching what the caller asked the provider to write into its prompt cache
 * @param audio whether sound is part of the prompt
 * @param unseen what of the prompt its size does not tell
 * @param usageSplice where {@code include_usage} must be spliced in so that a stream reports usage; null if not needed
 * @param session what the body names its conversation; null: nothing
 * @param cached the parts of the prompt by which providers' caches know it
 * @param bodyBytes size of the body in UTF-8 bytes
 */
public record ChatRequest(
        String model,
        Span modelAt,
        boolean stream,
        @Nullable Long maxOutputTokens,
        int choices,
        Caching caching,
        boolean audio,
        Unseen unseen,
        @Nullable Splice usageSplice,
        @Nullable String session,
        CachedParts cached,
        int bodyBytes) {

    /** {@code length} bytes of the body from {@code offset} on. */
    public record Span(int offset, int length) {
        /** The string that the parser stands on, whose text was read. */
        public static Span of(JsonParser value) {
            int start = JsonFields.offset(value);
            return new Span(start, (int) value.currentLocation().getByteOffset() - start);
        }
    }

    /** The dearest cache write that a request asks for. */
    public enum Caching {
        NONE,
        FIVE_MINUTES,
        ONE_HOUR
    }

    /**
     * What costs tokens that do not show in a body's bytes.
     *
     * @param media images and documents, which may be links
     * @param functions whether tools of the caller's own are offered
     * @param providerTools whether tools are offered that the provider runs, and whose results it reads
     */
    public record Unseen(int media, boolean functions, boolean providerTools) {
        public static final Unseen NOTHING = new Unseen(0, false, false);
    }

    /** The same request asking for other cache writes. */
    public ChatRequest withCaching(Caching other) {
        if (other == caching) {
            return this;
        }
        return new ChatRequest(
                model,
                modelAt,
                stream,
                maxOutputTokens,
                choices,
                other,
                audio,
                unseen,
                usageSplice,
                session,
                cached,
                bodyBytes);
    }

    /** Whether a stream's usage is for the caller, who asked for it; meaningful for streams of chat completions only. */
    public boolean showsUsage() {
        return usageSplice == null;
    }

    /** Puts {@code text} in the place of {@code replaced} bytes (0: none) at {@code offset} of the body. */
    public record Splice(int offset, int replaced, String text) {}
}
