package io.tallyport.provider.openai.request;

import io.tallyport.catalog.Capability;
import io.tallyport.catalog.Model;
import io.tallyport.catalog.PriceList;
import io.tallyport.catalog.Prices;
import io.tallyport.provider.Target;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Models to write for. */
final class Targets {
    static final Target GPT_4O = of("openai", "gpt-4o", Capability.SAMPLING);
    static final Target GPT_5 = of("openai", "gpt-5", Capability.THINKING, Capability.EFFORT);
    static final Target DEEPSEEK = of("deepseek", "deepseek-v4-pro", Capability.SAMPLING);
    static final Target MISTRAL = of("mistral", "mistral-large-3", Capability.SAMPLING);
    static final Target XAI = of("xai", "grok-4.3", Capability.THINKING, Capability.EFFORT);

    private Targets() {}

    static Target of(String provider, String id, Capability... capabilities) {
        return new Target(
                new Model(
                        id,
                        id,
                        provider,
                        "chat",
                        "listed",
                        128_000,
                        16_384,
                        Set.of(capabilities),
                        null,
                        null,
                        Instant.EPOCH,
                        new PriceList(new Prices(1, 1, 1, null, null, null), List.of())),
                16_384);
    }
}
