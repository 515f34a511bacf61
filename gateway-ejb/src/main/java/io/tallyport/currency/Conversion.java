package io.tallyport.currency;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;

/**
 * From one currency to another at rates that people entered: what a euro costs in each.
 *
 * @param day of the older of the two rates
 * @param fromExponent digits of the minor unit that is converted from; {@code exponent} of the other
 */
public record Conversion(
        BigDecimal fromPerEuro, BigDecimal toPerEuro, int fromExponent, int exponent, String source, LocalDate day) {
    private static final int DIGITS = 10;

    /** Units of the one for a unit of the other, as documents show it. */
    public BigDecimal rate() {
        BigDecimal rate =
                toPerEuro.divide(fromPerEuro, DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
        return rate.scale() < 0 ? rate.setScale(0) : rate;
    }

    /** An amount in minor units, rounded half up once. */
    public long of(long minor) {
        return BigDecimal.valueOf(minor, fromExponent)
                .multiply(toPerEuro)
                .movePointRight(exponent)
                .divide(fromPerEuro, 0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
