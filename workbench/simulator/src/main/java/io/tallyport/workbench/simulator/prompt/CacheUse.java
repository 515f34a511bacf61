package io.tallyport.workbench.simulator.prompt;

/** How the cache served one prompt, in tokens; the four numbers sum to the prompt. */
public record CacheUse(long uncached, long write5m, long write1h, long read) {
    public static CacheUse none(Prompt prompt) {
        return new CacheUse(prompt.tokens(), 0, 0, 0);
    }
}
