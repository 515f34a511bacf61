package io.tallyport.workbench.bench.upstream;

import io.tallyport.workbench.bench.load.Shot;
import java.net.URI;
import java.util.Locale;

/**
 * Where a load goes: one of the three ways to an upstream.
 *
 * @param base up to and with {@code /v1}
 */
public record Target(Way way, String base, String credential) {
    public enum Way {
        DIRECT,
        NGINX,
        TALLYPORT;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Answers of the simulator: a few words, at once or as a stream. */
    public Shot shot(Prompt prompt) {
        return new Shot(URI.create(base + "/chat/completions"), credential, prompt.body(), prompt.events());
    }
}
