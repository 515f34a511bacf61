package io.tallyport.pricing;

import java.math.BigDecimal;

/** Prices as files write them, in nano-USD per 1,000,000 tokens and never rounded. */
final class ExactPrice {
    private static final int NANO_DIGITS = 9;
    private static final int MILLION_DIGITS = 6;
    /** A million USD per million tokens. */
    private static final long MOST = 1_000_000_000_000_000L;

    /** Of {@link #MOST}; numbers with more digits are not even written out. */
    private static final int MOST_DIGITS = 16;

    private ExactPrice() {}

    /** @throws BadListing with what is wrong with it */
    static long ofUsdPerToken(BigDecimal price, String field) {
        return nanos(price, NANO_DIGITS + MILLION_DIGITS, field);
    }

    /** @throws BadListing with what is wrong with it */
    static long ofUsdPerMillion(BigDecimal price, String field) {
        return nanos(price, NANO_DIGITS, field);
    }

    private static long nanos(BigDecimal price, int digits, String field) {
        if (price.signum() < 0) {
            throw new BadListing(field + " is negative");
        }
        BigDecimal plain = price.stripTrailingZeros();
        if ((long) plain.scale() > digits) {
            throw new BadListing(field + " has more than nine decimals of USD per million tokens: " + plain);
        }
        boolean isLong = (long) plain.precision() - plain.scale() + digits > MOST_DIGITS;
        if (isLong || plain.movePointRight(digits).longValueExact() > MOST) {
            throw new BadListing(field + " is more than a million USD per million tokens: " + plain);
        }
        return plain.movePointRight(digits).longValueExact();
    }
}
