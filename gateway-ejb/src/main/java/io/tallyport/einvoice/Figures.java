package io.tallyport.einvoice;

import io.tallyport.document.InvoiceContent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers, dates and codes as both syntaxes write them. */
final class Figures {
    static final String PROFILE = "urn:cen.eu:en16931:2017";
    /** A unit of something that is counted. */
    static final String PIECE = "C62";

    private static final Pattern CARD = Pattern.compile("(?<network>.*\\S)\\s+\\S*[*•.xX]+\\s*(?<last>[0-9]{4})");

    private Figures() {}

    /** @param network such as VISA; {@code last} four digits */
    record Card(String network, String last) {}

    static String amount(long minor, int exponent) {
        return BigDecimal.valueOf(minor, exponent).toPlainString();
    }

    static @Nullable String percent(InvoiceContent.Tax tax) {
        return tax.percent() == null ? null : tax.percent().toPlainString();
    }

    static String basicDate(LocalDate day) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }

    /** UNTDID 1001: 380 and 381. */
    static String typeCode(InvoiceContent content) {
        return switch (content.type()) {
            case INVOICE -> "380";
            case CREDIT_NOTE -> "381";
            case RECEIPT, PRO_FORMA, STATEMENT ->
                throw new IllegalArgumentException(content.type() + " has no XML of its own");
        };
    }

    /** Empty where the instrument is no card. */
    static @Nullable Card card(InvoiceContent.Payment payment) {
        if (payment.meansCode() != 48 || payment.instrument() == null) {
            return null;
        }
        Matcher found = CARD.matcher(payment.instrument());
        return found.matches() ? new Card(found.group("network"), found.group("last")) : null;
    }
}
