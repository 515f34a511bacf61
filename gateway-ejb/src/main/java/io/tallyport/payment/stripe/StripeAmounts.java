package io.tallyport.payment.stripe;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;

/**
 * Amounts as Stripe writes them. Its digits after the point are not those of ISO 4217 everywhere
 * (docs.stripe.com/currencies): the króna and the Uganda shilling are written with two although they have none, the ariary
 * without although it has two. Amounts of three-digit currencies end with a zero.
 */
final class StripeAmounts {
    private static final int DEFAULT_DIGITS = 2;
    private static final int THREE_DIGITS = 3;
    private static final Set<String> NO_DIGITS = Set.of(
            "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF");

    private StripeAmounts() {}

    /**
     * @param minor minor units of ISO 4217
     * @throws GatewayException 422 for an amount that Stripe cannot charge
     */
    static long toStripe(String currency, long minor) {
        int more = digits(currency) - isoDigits(currency);
        long amount =
                more >= 0 ? Math.multiplyExact(minor, powerOfTen(more)) : exact(currency, minor, powerOfTen(-more));
        if (isoDigits(currency) == THREE_DIGITS && amount % 10 != 0) {
            throw cannot(currency, minor);
        }
        return amount;
    }

    /** @throws GatewayException 422 for an amount that ISO 4217 cannot write */
    static long fromStripe(String stripeCurrency, long amount) {
        String currency = iso(stripeCurrency);
        int more = digits(currency) - isoDigits(currency);
        return more >= 0 ? exact(currency, amount, powerOfTen(more)) : Math.multiplyExact(amount, powerOfTen(-more));
    }

    static String iso(String stripeCurrency) {
        return stripeCurrency.toUpperCase(Locale.ROOT);
    }

    static String stripe(String currency) {
        return currency.toLowerCase(Locale.ROOT);
    }

    private static int digits(String currency) {
        return NO_DIGITS.contains(currency) ? 0 : Math.max(DEFAULT_DIGITS, isoDigits(currency));
    }

    private static int isoDigits(String currency) {
        return Currency.getInstance(currency).getDefaultFractionDigits();
    }

    private static long exact(String currency, long amount, long divisor) {
        if (amount % divisor != 0) {
            throw cannot(currency, amount);
        }
        return amount / divisor;
    }

    private static GatewayException cannot(String currency, long amount) {
        return new GatewayException(
                ErrorCode.UNPROCESSABLE,
                amount + " minor units of " + currency + " cannot be paid by card; choose another amount.");
    }

    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
