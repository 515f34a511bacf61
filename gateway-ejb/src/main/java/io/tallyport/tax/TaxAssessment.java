package io.tallyport.tax;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one sale is taxed.
 *
 * @param ruleSet version of the tax table
 * @param row of the table, and its code
 * @param percent four decimals; null: outside the tax's scope, no rate is shown
 * @param jurisdiction whose tax it is; null where there is none
 * @param taxName such as VAT or IGIC
 * @param category of EN 16931
 */
public record TaxAssessment(
        String ruleSet,
        int row,
        String code,
        @Nullable BigDecimal percent,
        @Nullable String jurisdiction,
        @Nullable String taxName,
        String category,
        @Nullable String vatex,
        @Nullable Wording wording) {
    private static final Set<String> CROSS_BORDER_CODES = Set.of("EU_OSS", "EU_MICRO");

    /** Whether it is a sale by a seller of the Union to a consumer, or one like a consumer, of another member state. */
    public boolean isCrossBorder() {
        return CROSS_BORDER_CODES.contains(code);
    }

    /** Parts per million. */
    public int ratePpm() {
        return percent == null ? 0 : percent.movePointRight(4).intValueExact();
    }

    /** Of a net amount, both in minor units; the one rounding, half up. */
    public long tax(long net) {
        return percent == null ? 0 : TaxAmount.of(percent, net);
    }
}
