package io.tallyport.workbench.simulator.account;

import io.tallyport.workbench.simulator.prompt.CacheUse;

/**
 * Tokens of one call. {@code input} is the part of the prompt neither read from nor written to the
 * cache, for both dialects; {@code output} includes {@code reasoning}.
 */
public record Usage(long input, long write5m, long write1h, long read, long output, long reasoning) {
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

    public static Usage of(CacheUse cached, long output, long reasoning) {
        return new Usage(cached.uncached(), cached.write5m(), cached.write1h(), cached.read(), output, reasoning);
    }

    public long cacheWrite() {
        return write5m + write1h;
    }

    public long prompt() {
        return input + cacheWrite() + read;
    }

    public Usage withOutput(long delivered) {
        return new Usage(input, write5m, write1h, read, delivered, Math.min(reasoning, delivered));
    }

    Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                write5m + other.write5m,
                write1h + other.write1h,
                read + other.read,
                output + other.output,
                reasoning + other.reasoning);
    }
}
