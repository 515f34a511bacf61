package io.tallyport.tax;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The one arithmetic of tax: for quotes, charges, documents and refunds alike. */
public final class TaxAmount {
    private static final int PERCENT_DIGITS = 2;

    private TaxAmount() {}

    /** Of a net amount, both in minor units; the one rounding, half up. */
    public static long of(BigDecimal percent, long net) {
        return percent.multiply(BigDecimal.valueOf(net))
                .movePointLeft(PERCENT_DIGITS)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
