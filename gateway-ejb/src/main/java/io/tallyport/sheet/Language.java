package io.tallyport.sheet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;

/**
 * Words and formats of one language. Separators and patterns stand in its file beside the words, so that a document looks the
 * same on every version of Java.
 */
public final class Language {
    private static final Set<String> KNOWN = Set.of("en", "de", "fr", "es");
    private static final int NANO_DIGITS = 9;

    private final Locale locale;
    private final ResourceBundle words;
    private final DateTimeFormatter dates;
    private final DateTimeFormatter months;

    private Language(String tag) {
        locale = Locale.forLanguageTag(tag);
        words = ResourceBundle.getBundle(
                "io.tallyport.sheet.words",
                locale,
                Language.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        dates = DateTimeFormatter.ofPattern(text("format.date"), locale);
        months = DateTimeFormatter.ofPattern(text("format.month"), locale);
    }

    /** @param tag en, de, fr or es; any other is written in English */
    public static Language of(String tag) {
        return new Language(KNOWN.contains(tag) ? tag : "en");
    }

    public Locale locale() {
        return locale;
    }

    public String text(String key) {
        return words.getString(key);
    }

    public String text(String key, Object... values) {
        return new MessageFormat(text(key), locale).format(values);
    }

    boolean has(String key) {
        return words.containsKey(key);
    }

    public String date(LocalDate day) {
        return dates.format(day);
    }

    String month(LocalDate day) {
        return months.format(day);
    }

    public String count(long number) {
        return grouped(BigDecimal.valueOf(number));
    }

    /** Minor units without the currency's name. */
    public String amount(long minorUnits, int exponent) {
        return grouped(BigDecimal.valueOf(minorUnits, exponent));
    }

    /** With the currency's code, where this language puts it. */
    public String money(long minorUnits, int exponent, String currency) {
        return text("format.money", currency, amount(minorUnits, exponent));
    }

    /** @param digits behind the point; the caller sees to it that none is cut off */
    String credits(long nano, int digits) {
        return grouped(BigDecimal.valueOf(nano, NANO_DIGITS).setScale(digits));
    }

    /** How many digits it takes to write all of these credits exactly: 2 to 9. */
    static int digits(Iterable<Long> nanos) {
        int digits = 2;
        for (long nano : nanos) {
            digits = Math.max(
                    digits,
                    BigDecimal.valueOf(nano, NANO_DIGITS).stripTrailingZeros().scale());
        }
        return digits;
    }

    String number(BigDecimal number) {
        return grouped(number);
    }

    String percent(BigDecimal percent) {
        return grouped(percent.stripTrailingZeros().scale() < 0 ? percent.setScale(0) : percent.stripTrailingZeros())
                + " %";
    }

    private String grouped(BigDecimal number) {
        BigInteger whole = number.abs().toBigInteger();
        StringBuilder out = new StringBuilder(whole.toString());
        for (int at = out.length() - 3; at > 0; at -= 3) {
            out.insert(at, text("format.group"));
        }
        if (number.signum() < 0) {
            out.insert(0, '-');
        }
        if (number.scale() > 0) {
            String plain = number.abs().toPlainString();
            out.append(text("format.decimal")).append(plain.substring(plain.indexOf('.') + 1));
        }
        return out.toString();
    }
}
