package io.tallyport.workbench.bench;

/**
 * What an upstream account served, or what the books say it did.
 *
 * @param calls that a provider would bill
 * @param promptTokens read, written and plain
 */
record Served(long calls, long promptTokens, long outputTokens) {
    static final Served NOTHING = new Served(0, 0, 0);

    Served plus(Served other) {
        return new Served(calls + other.calls, promptTokens + other.promptTokens, outputTokens + other.outputTokens);
    }

    Served minus(Served other) {
        return new Served(calls - other.calls, promptTokens - other.promptTokens, outputTokens - other.outputTokens);
    }
}
