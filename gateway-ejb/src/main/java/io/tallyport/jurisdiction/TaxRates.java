package io.tallyport.jurisdiction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** Standard rates of value added tax by jurisdiction and tax point; percent, as in {@code 19.0000}. */
@ApplicationScoped
public class TaxRates {
    @Inject
    private TaxRateStore store;

    /**
     * The rate in force at the tax point, on the calendar there.
     *
     * @param jurisdiction a country ({@code GR} for Greece), or a part of one such as {@code ES-CN}
     * @return empty if no rate is known for that day there, which is never 0 per cent
     */
    public Optional<BigDecimal> standard(String jurisdiction, Instant taxPoint) {
        return store.standard(jurisdiction, taxPoint);
    }

    /** The first midnight after a moment from which another rate is in force there, or none; empty if none is known. */
    public Optional<Instant> nextChange(String jurisdiction, Instant after) {
        return store.nextChange(jurisdiction, after);
    }
}
