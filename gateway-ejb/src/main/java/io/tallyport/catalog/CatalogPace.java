package io.tallyport.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How often every node reads prices, costs and upstream accounts, and so how long before they hold they must be written. */
@ApplicationScoped
public class CatalogPace {
    @Inject
    @ConfigProperty(name = "tallyport.catalog.every", defaultValue = "PT15S")
    private Duration every;

    public Duration every() {
        return every;
    }

    /** After this, every node has read what is written now. */
    public Duration untilKnown() {
        return every.multipliedBy(2);
    }
}
