package io.tallyport.workbench.simulator.prompt;

/** How long an entry of the prompt cache lives after it was last written or read. */
public enum Ttl {
    FIVE_MINUTES(5 * 60),
    TEN_MINUTES(10 * 60),
    ONE_HOUR(60 * 60),
    ONE_DAY(24 * 60 * 60);

    private final long millis;

    Ttl(long seconds) {
        this.millis = seconds * 1000;
    }

    long millis() {
        return millis;
    }
}
