package io.tallyport.tax;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** Standard rates of value added tax by country and tax point; percent, as in {@code 19.0000}. */
@ApplicationScoped
public class TaxRates {
    @Inject
    private TaxRateStore store;

    /**
     * The rate in force at the tax point, on that country's calendar.
     *
     * @param country ISO 3166 alpha-2; {@code GR} for Greece
     * @return empty if no rate is known for that day there, which is never 0 per cent
     */
    public Optional<BigDecimal> standard(String country, Instant taxPoint) {
        return store.standard(country, taxPoint);
    }
}
