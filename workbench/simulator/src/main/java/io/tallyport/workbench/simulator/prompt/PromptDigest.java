package io.tallyport.workbench.simulator.prompt;

import io.tallyport.workbench.simulator.prompt.Prompt.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Prompt}: counts textual bytes and hashes text and structure in one pass.
 *
 * <p>{@link #text} counts towards tokens, {@link #structure} only towards the hash.
 */
public final class PromptDigest {
    /** OpenAI's cache works in steps of this many tokens. */
    public static final int STEP_TOKENS = 128;

    private static final int BYTES_PER_TOKEN = 4;
    private static final int STEP_BYTES = STEP_TOKENS * BYTES_PER_TOKEN;
    private static final long PRIME = 0x100000001b3L;

    private final List<Block> blocks = new ArrayList<>(8);
    private long hash = 0xcbf29ce484222325L;
    private long bytes;
    private long nextStep = STEP_BYTES;
    private long[] steps = new long[0];
    private int stepCount;

    public void text(char[] characters, int offset, int length) {
        long running = hash;
        for (int i = offset; i < offset + length; i++) {
            char character = characters[i];
            running = (running ^ character) * PRIME;
            bytes += utf8Length(character);
            if (bytes >= nextStep) {
                hash = running;
                addStep();
            }
        }
        hash = running;
    }

    public void structure(long value) {
        hash = (hash ^ value) * PRIME;
    }

    /** Ends a tool, a system block or a message block. */
    public void endBlock(@Nullable Ttl breakpoint) {
        blocks.add(new Block(tokens(), spread(hash), breakpoint));
    }

    public Prompt finish() {
        return new Prompt(tokens(), spread(hash), List.copyOf(blocks), Arrays.copyOf(steps, stepCount));
    }

    private long tokens() {
        return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    }

    private void addStep() {
        nextStep += STEP_BYTES;
        if (stepCount == steps.length) {
            steps = Arrays.copyOf(steps, Math.max(16, stepCount * 2));
        }
        steps[stepCount++] = spread(hash);
    }

    /** Half a surrogate pair is two of the pair's four bytes. */
    private static int utf8Length(char character) {
        if (character < 0x80) {
            return 1;
        }
        if (character < 0x800 || Character.isSurrogate(character)) {
            return 2;
        }
        return 3;
    }

    private static long spread(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        return mixed ^ (mixed >>> 33);
    }
}
