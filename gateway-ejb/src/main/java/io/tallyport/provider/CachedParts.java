package io.tallyport.provider;

import io.tallyport.provider.ChatRequest.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in a request's bytes the parts of its prompt stand by which providers' caches know it.
 *
 * @param prefix tools, then system prompt, up to the caller's last breakpoint in them; without one, all of them
 * @param firstTurn the first message that is not part of the prefix; null: there is none
 * @param systemEnd where a system prompt that has a field of its own ends; null: there is none, or it is empty
 * @param marked whether the caller set breakpoints, anywhere
 * @param opening whether no turn of the model's is in it: the conversation may begin here
 */
public record CachedParts(
        List<Span> prefix,
        @Nullable Span firstTurn,
        @Nullable SystemEnd systemEnd,
        boolean marked,
        boolean opening) {
    /** Of requests that no cache helps. */
    public static final CachedParts NONE = new CachedParts(List.of(), null, null, false, true);

    /**
     * @param offset where the last block's last brace stands, or behind a plain string
     * @param text the plain string; null: blocks
     */
    public record SystemEnd(int offset, @Nullable Span text) {}

    public CachedParts {
        prefix = List.copyOf(prefix);
    }
}
