package io.tallyport.workbench.bench.books;

/**
 * What an upstream account served, or what the books say it did.
 *
 * @param calls that a provider would bill
 * @param promptTokens read, written and plain
 */
public record Served(long calls, long promptTokens, long outputTokens) {
    public static final Served NOTHING = new Served(0, 0, 0);

    public Served plus(Served other) {
        return new Served(calls + other.calls, promptTokens + other.promptTokens, outputTokens + other.outputTokens);
    }

    Served minus(Served other) {
        return new Served(calls - other.calls, promptTokens - other.promptTokens, outputTokens - other.outputTokens);
    }
}
