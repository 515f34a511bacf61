package io.tallyport.autotopup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An organisation's standing wish to buy again.
 *
 * @param terms what was agreed to
 * @param currency the package's
 * @param instrument what is charged, as a receipt shows it
 * @param isActive false: stopped, for {@code reason}
 * @param failures in a row
 */
public record AutoTopUp(
        long organisationId,
        Terms terms,
        String currency,
        @Nullable String instrument,
        boolean isActive,
        @Nullable String reason,
        int failures,
        String consentBy,
        Instant consentAt) {

    /**
     * @param thresholdNano below this balance, nano-credits
     * @param amount without tax, minor units of the package's currency; null: the package's price
     * @param monthlyCap with tax, the same minor units, per calendar month in UTC
     */
    public record Terms(
            long thresholdNano, long packageId, @Nullable Long amount, long monthlyCap) {}
}
