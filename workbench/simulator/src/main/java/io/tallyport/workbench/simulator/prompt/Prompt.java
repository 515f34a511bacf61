package io.tallyport.workbench.simulator.prompt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request's prompt as the caches and the counting see it.
 *
 * @param tokens tokens of the whole prompt
 * @param hash hash of the whole prompt; seeds the deterministic answer text
 * @param blocks one point after each tool, system block and message block, in the order tools,
 *     system, messages
 * @param steps prefix hashes after each {@link PromptDigest#STEP_TOKENS} tokens
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Prompt(long tokens, long hash, List<Block> blocks, long[] steps) {

    /** The prefix up to the end of one block; {@code ttl} is set if the caller put a breakpoint there. */
    public record Block(long tokens, long hash, @Nullable Ttl ttl) {}
}
