package io.tallyport.advice;

import java.util.Locale;

/** Why a call read nothing from a prompt cache. */
public enum MissReason {
    BELOW_MINIMUM("The prompt is shorter than the model's shortest that can be cached."),
    NOT_MARKED("The model caches where the request says so, and it says nowhere: set cache_control."),
    FIRST_WRITE("Nothing like it was sent in the day before: somebody must be first."),
    EXPIRED("It was sent before, but longer ago than a cache lives."),
    FAILOVER("It was cached on another account than the one that this call went to."),
    PREFIX_CHANGED(
            "The conversation went on with other tools or another system prompt: what changes belongs behind them."),
    OTHER("None of these: the provider dropped it, or the call came before the first one's answer.");

    private final String sentence;

    MissReason(String sentence) {
        this.sentence = sentence;
    }

    /** For machines. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people. */
    public String sentence() {
        return sentence;
    }
}
