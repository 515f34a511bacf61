package io.tallyport.provider.anthropic;

import io.tallyport.catalog.Capability;
import io.tallyport.catalog.Model;
import io.tallyport.catalog.PriceList;
import io.tallyport.catalog.Prices;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Models of several generations. */
final class Models {
    private static final PriceList FREE = new PriceList(new Prices(1, 0, 0, null, null, null), List.of());
    static final Model EVERYTHING = of(Capability.values());

    private Models() {}

    static Model of(Capability... capabilities) {
        return new Model(
                "m",
                "m",
                "anthropic",
                "chat",
                "current",
                200_000,
                64_000,
                Set.of(capabilities),
                null,
                null,
                Instant.EPOCH,
                FREE);
    }
}
