package io.tallyport.workbench.simulator.account;

/**
 * How much to answer, and how fast.
 *
 * @param tokens visible output tokens per choice, before the caller's own limit cuts them
 * @param reasoning hidden reasoning tokens, counted within the output; only OpenAI reports them apart
 * @param eventsPerSecond pace of a stream's events; 0 is as fast as the connection takes them
 */
public record Output(int tokens, int reasoning, double eventsPerSecond) {
    public static final Output DEFAULT = new Output(32, 0, 0);

    public Output {
        if (tokens < 0 || reasoning < 0 || eventsPerSecond < 0) {
            throw new IllegalArgumentException("output numbers must not be negative");
        }
    }
}
