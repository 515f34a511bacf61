package io.tallyport.provider.openai.request;

import io.tallyport.catalog.Capability;
import io.tallyport.catalog.Models;
import io.tallyport.provider.Target;
import java.util.Set;

/** Models to write for. */
final class Targets {
    static final Target GPT_4O = of("openai", "gpt-4o", Capability.SAMPLING);
    static final Target GPT_5 = thinker("openai", "gpt-5", "minimal", "low", "medium", "high");
    static final Target DEEPSEEK = of("deepseek", "deepseek-v4-pro", Capability.SAMPLING);
    static final Target MISTRAL = of("mistral", "mistral-large-3", Capability.SAMPLING);
    static final Target XAI = thinker("xai", "grok-4.3", "low", "high");

    private Targets() {}

    static Target of(String provider, String id, Capability... capabilities) {
        return new Target(Models.of(id, provider, Set.of(capabilities)), 16_384);
    }

    /** One that thinks, and takes these efforts. */
    static Target thinker(String provider, String id, String... efforts) {
        return new Target(Models.of(id, provider, Set.of(Capability.THINKING), efforts), 16_384);
    }
}
