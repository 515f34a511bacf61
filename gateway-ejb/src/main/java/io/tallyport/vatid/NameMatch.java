package io.tallyport.vatid;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether the register's name and address are the buyer's, in spite of spelling. */
public final class NameMatch {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    /** Says nothing about who it is. */
    private static final Set<String> LEGAL_FORMS = Set.of(
            "AB", "AG", "APS", "AS", "BV", "CO", "COMPANY", "CORP", "DOO", "EK", "GBR", "GMBH", "INC", "KG", "KFT",
            "LIMITED", "LLC", "LTD", "NV", "OG", "OHG", "OU", "OY", "OYJ", "PLC", "SA", "SARL", "SAS", "SE", "SIA",
            "SL", "SLU", "SNC", "SOCIETE", "SPA", "SPRL", "SRL", "SRO", "UAB", "UG");

    private NameMatch() {}

    /** Every word that tells of the shorter name is in the longer one; a name not told by the register contradicts none. */
    public static boolean isSame(String claimed, @Nullable String registered) {
        if (registered == null) {
            return true;
        }
        Set<String> first = words(claimed);
        Set<String> second = words(registered);
        if (first.isEmpty() || second.isEmpty()) {
            return false;
        }
        return first.containsAll(second) || second.containsAll(first);
    }

    /** The postcode or the city is in the registered address; an address not told contradicts none. */
    public static boolean isAt(String postcode, String city, @Nullable String registered) {
        if (registered == null) {
            return true;
        }
        Set<String> address = words(registered);
        String compact = String.join("", BETWEEN_WORDS.split(plain(registered)));
        String code = String.join("", BETWEEN_WORDS.split(plain(postcode)));
        return (!code.isEmpty() && compact.contains(code)) || address.containsAll(words(city));
    }

    private static Set<String> words(String text) {
        // S.A.R.L. is one word
        String joined = plain(text).replace(".", "");
        return Arrays.stream(BETWEEN_WORDS.split(joined))
                .filter(word -> !word.isEmpty() && !LEGAL_FORMS.contains(word))
                .collect(Collectors.toSet());
    }

    private static String plain(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toUpperCase(Locale.ROOT);
    }
}
