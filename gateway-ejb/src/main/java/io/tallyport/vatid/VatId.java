package io.tallyport.vatid;

import com.helger.masterdata.vat.VATINSyntaxChecker;
import io.tallyport.error.GatewayException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A VAT identifier of a member state whose form and check digits are right.
 *
 * @param prefix such as DE, or EL for Greece
 * @param number without the prefix
 */
public record VatId(String prefix, String number) {
    private static final Pattern SEPARATORS = Pattern.compile("[\\s.\\-/]");
    private static final Pattern FORM = Pattern.compile("[A-Z]{2}[0-9A-Z+*]{2,13}");
    private static final String PARAMETER = "vat_id";
    private static final int PREFIX_LENGTH = 2;

    /**
     * Reads it as people write it: lower case, spaces, dots, hyphens and slashes do not matter.
     *
     * @throws GatewayException 400 if there can be no such identifier
     */
    public static VatId parse(String text) {
        String compact = SEPARATORS.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
        if (!FORM.matcher(compact).matches()) {
            throw GatewayException.invalid(
                    PARAMETER, "A VAT identifier begins with its country's two letters, as in DE100000016.");
        }
        if (!VATINSyntaxChecker.isValidVATIN(compact, false)) {
            throw GatewayException.invalid(
                    PARAMETER, "There can be no VAT identifier " + compact + ": look for a wrong or missing digit.");
        }
        return new VatId(compact.substring(0, PREFIX_LENGTH), compact.substring(PREFIX_LENGTH));
    }

    @Override
    public String toString() {
        return prefix + number;
    }
}
