package io.tallyport.workbench.simulator.prompt;

import io.tallyport.workbench.simulator.prompt.Prompt.Block;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One account's prompt cache, with the published rules of both providers.
 *
 * <p>Both start at {@value #MINIMUM_TOKENS} tokens, and a read renews the entry's time to live.
 */
public final class PromptCache {
    static final int MINIMUM_TOKENS = 1024;

    /** Anthropic looks for an earlier entry at most this many blocks before a breakpoint. */
    static final int LOOKBACK_BLOCKS = 20;

    private static final int MAXIMUM_ENTRIES = 100_000;

    private final Map<Key, Kept> entries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > MAXIMUM_ENTRIES;
        }
    };

    private record Key(String model, long prefix) {}

    private record Kept(Ttl ttl, long expiresAtMillis) {}

    /**
     * Anthropic: the longest cached prefix is read; what lies between it and the last breakpoint is
     * written, up to the last 1h breakpoint for an hour and from there on for five minutes.
     */
    public CacheUse useBreakpoints(String model, Prompt prompt, long nowMillis) {
        int last = lastBreakpoint(prompt.blocks(), null);
        if (last < 0) {
            return CacheUse.none(prompt);
        }
        synchronized (entries) {
            int readEnd = longestCachedBlock(model, prompt.blocks(), nowMillis);
            long read = readEnd < 0 ? 0 : prompt.blocks().get(readEnd).tokens();
            writeBreakpoints(model, prompt.blocks(), nowMillis);
            int lastHour = lastBreakpoint(prompt.blocks(), Ttl.ONE_HOUR);
            long hourEnd =
                    lastHour <= readEnd ? read : prompt.blocks().get(lastHour).tokens();
            long end = Math.max(hourEnd, prompt.blocks().get(last).tokens());
            return new CacheUse(prompt.tokens() - end, end - hourEnd, hourEnd - read, read);
        }
    }

    /** OpenAI: every prefix of whole steps from the minimum on is kept, without being asked. */
    public CacheUse useSteps(String model, Prompt prompt, Ttl ttl, long nowMillis) {
        int firstStep = MINIMUM_TOKENS / PromptDigest.STEP_TOKENS - 1;
        long[] steps = prompt.steps();
        if (steps.length <= firstStep) {
            return CacheUse.none(prompt);
        }
        long read = 0;
        synchronized (entries) {
            for (int step = firstStep; step < steps.length; step++) {
                Key key = new Key(model, steps[step]);
                if (renew(key, nowMillis)) {
                    read = (step + 1L) * PromptDigest.STEP_TOKENS;
                    continue;
                }
                entries.put(key, new Kept(ttl, nowMillis + ttl.millis()));
            }
        }
        return new CacheUse(prompt.tokens() - read, 0, 0, read);
    }

    private int longestCachedBlock(String model, List<Block> blocks, long nowMillis) {
        for (int i = blocks.size() - 1; i >= 0; i--) {
            if (inLookback(blocks, i) && renew(new Key(model, blocks.get(i).hash()), nowMillis)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean inLookback(List<Block> blocks, int index) {
        int end = Math.min(blocks.size(), index + LOOKBACK_BLOCKS);
        return blocks.subList(index, end).stream().anyMatch(PromptCache::isCacheableBreakpoint);
    }

    private void writeBreakpoints(String model, List<Block> blocks, long nowMillis) {
        for (Block block : blocks) {
            Ttl ttl = block.ttl();
            if (ttl == null || block.tokens() < MINIMUM_TOKENS) {
                continue;
            }
            Key key = new Key(model, block.hash());
            if (!renew(key, nowMillis)) {
                entries.put(key, new Kept(ttl, nowMillis + ttl.millis()));
            }
        }
    }

    private boolean renew(Key key, long nowMillis) {
        Kept entry = entries.get(key);
        if (entry == null || entry.expiresAtMillis() <= nowMillis) {
            return false;
        }
        entries.put(key, new Kept(entry.ttl(), nowMillis + entry.ttl().millis()));
        return true;
    }

    private static int lastBreakpoint(List<Block> blocks, @Nullable Ttl ttl) {
        for (int i = blocks.size() - 1; i >= 0; i--) {
            Block block = blocks.get(i);
            if (isCacheableBreakpoint(block) && (ttl == null || block.ttl() == ttl)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isCacheableBreakpoint(Block block) {
        return block.ttl() != null && block.tokens() >= MINIMUM_TOKENS;
    }
}
