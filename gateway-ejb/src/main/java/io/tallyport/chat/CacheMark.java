package io.tallyport.chat;

/** Ends a prefix that the provider shall keep, and says for how long (Anthropic's {@code cache_control}). */
public enum CacheMark {
    /** Without a ttl of the caller's. */
    DEFAULT,
    FIVE_MINUTES,
    ONE_HOUR
}
