package io.tallyport.tax;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of the tax table.
 *
 * @param number as money.md section 11 counts
 * @param code {@code *} stands for the buyer's country
 * @param category of EN 16931 (UNCL 5305): S, AE, O, L, M or E; null where there is no sale
 * @param vatex code of the exemption's reason
 */
record TaxRow(
        int number,
        Set<TaxFact> facts,
        RateOf rate,
        String code,
        @Nullable String category,
        @Nullable String vatex,
        @Nullable Wording wording) {

    /** Whose rate is charged. */
    enum RateOf {
        SELLER,
        BUYER,
        /** Of the place that the seller is registered in. */
        LOCAL,
        /** Shown as 0. */
        ZERO,
        /** Outside the tax's scope: none is shown. */
        NONE,
        /** There is no sale under this row. */
        REFUSED
    }

    boolean fits(Set<TaxFact> found) {
        return found.containsAll(facts);
    }

    String codeFor(String country) {
        return code.replace("*", country);
    }
}
