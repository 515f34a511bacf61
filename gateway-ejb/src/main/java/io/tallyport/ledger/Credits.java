package io.tallyport.ledger;

import io.tallyport.error.GatewayException;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Nano-credits as people read them. */
public final class Credits {
    private static final int NANO_DIGITS = 9;

    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,10}(\\.[0-9]{1,9})?");

    private Credits() {}

    /**
     * What somebody wrote, such as {@code 25} or {@code 0.5}.
     *
     * @throws GatewayException 400 that names the field
     */
    public static long nano(String field, String decimal) {
        try {
            if (DECIMAL.matcher(decimal).matches()) {
                return new BigDecimal(decimal).movePointRight(NANO_DIGITS).longValueExact();
            }
        } catch (ArithmeticException e) {
            throw GatewayException.invalid(field, field + " is at most 9,223,372,036 credits.");
        }
        throw GatewayException.invalid(
                field, field + " is an amount of credits such as 25 or 0.5, with nine decimals at most.");
    }

    /** Exact decimal credits without trailing zeros, such as {@code 0.0088583}. */
    public static String decimal(long nanoCredits) {
        return BigDecimal.valueOf(nanoCredits, NANO_DIGITS).stripTrailingZeros().toPlainString();
    }
}
