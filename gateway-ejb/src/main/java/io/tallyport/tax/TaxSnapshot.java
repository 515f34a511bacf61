package io.tallyport.tax;

import java.time.Instant;

/**
 * How one sale is taxed, frozen with its quote: what the order, its lots and its documents refer to.
 *
 * @param currency ISO 4217; {@code net} and {@code tax} in its minor units
 * @param content everything that led to it, JSON with sorted keys
 */
public record TaxSnapshot(
        long id, TaxAssessment assessment, Instant taxPoint, String currency, long net, long tax, String content) {

    public long gross() {
        return Math.addExact(net, tax);
    }

    /** Jurisdiction and code: what divides account 2200. */
    public String accountDetail() {
        return assessment.jurisdiction() == null
                ? assessment.code()
                : assessment.jurisdiction() + "/" + assessment.code();
    }
}
