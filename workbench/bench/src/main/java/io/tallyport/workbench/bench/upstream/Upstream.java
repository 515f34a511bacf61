package io.tallyport.workbench.bench.upstream;

import java.util.Locale;

/** Upstream accounts of the benchmark, told apart by the provider of the model that is asked for. */
public enum Upstream {
    /** The simulator, as fast as it can. */
    FAST("openai", "gpt-4o-mini", 0),
    /** The simulator at 100 events a second, as a quick model streams. */
    PACED("moonshot", "kimi-k2.6", 100),
    /** The simulator at 20 events a second, for many streams at once. */
    SLOW("deepseek", "deepseek-chat", 20),
    /** The simulator as Anthropic, at the pace of {@link #PACED}: chat completions of it are translated. */
    TRANSLATED("anthropic", "claude-haiku-4-5", 100),
    /** One fixed answer of nginx. */
    STATIC("mistral", "mistral-small-latest", 0);

    /** Longest answer that the simulator is asked for; {@code max_tokens} ends it before. */
    public static final int MOST_TOKENS = 1_000;

    private final String provider;
    private final String model;
    private final int eventsPerSecond;

    Upstream(String provider, String model, int eventsPerSecond) {
        this.provider = provider;
        this.model = model;
        this.eventsPerSecond = eventsPerSecond;
    }

    public String provider() {
        return provider;
    }

    String model() {
        return model;
    }

    public int eventsPerSecond() {
        return eventsPerSecond;
    }

    /** The protocol of its account. */
    public String protocol() {
        return isTranslated() ? "anthropic" : "openai";
    }

    public boolean isTranslated() {
        return this == TRANSLATED;
    }

    public boolean isSimulated() {
        return this != STATIC;
    }

    public String accountName() {
        return "bench-" + name().toLowerCase(Locale.ROOT);
    }

    /** Name of the gateway's setting that holds {@link #credential}. */
    public String credentialName() {
        return "TALLYPORT_UPSTREAM_BENCH_" + name() + "_KEY";
    }

    /** What the gateway presents, and so the account under which the simulator tallies. */
    public String credential() {
        return "tallyport-" + accountName();
    }

    /** What others present, so that their calls are tallied apart. */
    public String credentialOf(Target.Way way) {
        return way.label() + "-" + accountName();
    }
}
