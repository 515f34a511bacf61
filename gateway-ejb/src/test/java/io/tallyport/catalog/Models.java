package io.tallyport.catalog;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Models for tests. */
public final class Models {
    private static final Prices PRICES = new Prices(1, 3_000_000_000L, 15_000_000_000L, null, null, null, null);
    private static final Set<Capability> ALL = EnumSet.allOf(Capability.class);

    public static final Model CLAUDE = of("claude-sonnet-4-6", "anthropic", ALL, "low", "medium", "high", "max");
    public static final Model GPT = of("gpt-5.2", "openai", ALL, "none", "low", "medium", "high", "xhigh");
    public static final Model GEMINI = of(
            "gemini-3-flash",
            "google",
            EnumSet.complementOf(EnumSet.of(Capability.THINKING_BUDGET)),
            "minimal",
            "low",
            "medium",
            "high");

    private Models() {}

    /** A model of this provider with these capabilities and efforts. */
    public static Model of(String id, String provider, Set<Capability> capabilities, String... efforts) {
        return new Model(
                id,
                id,
                provider,
                Api.CHAT,
                "listed",
                200_000,
                64_000,
                null,
                capabilities,
                List.of(efforts),
                null,
                null,
                null,
                Instant.EPOCH,
                true,
                new PriceList(PRICES, List.of()));
    }
}
