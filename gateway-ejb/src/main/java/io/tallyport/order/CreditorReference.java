package io.tallyport.order;

import java.math.BigInteger;
import java.util.Locale;

/** ISO 11649 references: RF, two check digits, and the order's number. */
final class CreditorReference {
    private static final BigInteger MODULUS = BigInteger.valueOf(97);
    private static final int CHECK_BASE = 98;
    private static final int RADIX = 36;

    private CreditorReference() {}

    static String of(long orderId) {
        String body = "TP%08d".formatted(orderId);
        int remainder = remainder(body + "RF00");
        return "RF%02d%s".formatted(CHECK_BASE - remainder, body);
    }

    /** Whether the check digits fit; spaces and case do not matter. */
    static boolean isRight(String reference) {
        String compact = plain(reference);
        return compact.matches("RF[0-9]{2}[0-9A-Z]{1,21}")
                && remainder(compact.substring(4) + compact.substring(0, 4)) == 1;
    }

    /** Without spaces, in capitals. */
    static String plain(String reference) {
        return reference.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    }

    /** Letters count as two digits, A as 10. */
    private static int remainder(String text) {
        StringBuilder digits = new StringBuilder();
        text.chars().forEach(letter -> digits.append(Character.digit(letter, RADIX)));
        return new BigInteger(digits.toString()).mod(MODULUS).intValue();
    }
}
