package io.tallyport.document;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An invoice, credit note or pro-forma invoice. Amounts are minor units of {@code currency}; those of a credit note are
 * positive.
 *
 * @param taxPoint the day the payment was received; of a pro-forma, the day it was quoted
 * @param currency ISO 4217
 * @param exponent digits of the currency's minor unit, 0 to 3
 * @param purchaseOrder the buyer's number, BT-13
 * @param reference the buyer's reference, BT-10
 * @param corrects the invoice that a credit note is about, or the credit note that an invoice replaces; BT-25 and BT-26
 * @param nationalTax the tax in the money of the country that it is paid to, where it must be shown (Art. 230)
 */
public record InvoiceContent(
        DocumentType type,
        String number,
        LocalDate issued,
        LocalDate taxPoint,
        String language,
        String currency,
        int exponent,
        Party seller,
        Party buyer,
        @Nullable String purchaseOrder,
        @Nullable String reference,
        List<Line> lines,
        Tax tax,
        long net,
        long gross,
        long paid,
        Payment payment,
        @Nullable Corrected corrects,
        @Nullable NationalTax nationalTax)
        implements DocumentContent {

    public InvoiceContent {
        lines = List.copyOf(lines);
    }

    @Override
    public InvoiceContent numbered(String number, LocalDate issued) {
        return new InvoiceContent(
                type,
                number,
                issued,
                taxPoint,
                language,
                currency,
                exponent,
                seller,
                buyer,
                purchaseOrder,
                reference,
                lines,
                tax,
                net,
                gross,
                paid,
                payment,
                corrects,
                nationalTax);
    }

    public long due() {
        return Math.subtractExact(gross, paid);
    }

    /**
     * @param name of what was bought, such as "API credit package"
     * @param description credits and bonus in words, which carry no amount of their own
     * @param net quantity x unit price
     */
    public record Line(String name, String description, long quantity, long unitPrice, long net) {}

    /**
     * @param category of EN 16931: S, AE, O, E, L or M
     * @param percent null where no rate may be shown (category O)
     * @param name such as VAT or IGIC
     * @param vatex BT-121
     * @param wording BT-120, in the language that the law has it in
     * @param localWording the same in the buyer's language, for the page only
     */
    public record Tax(
            String category,
            @Nullable BigDecimal percent,
            String name,
            long amount,
            @Nullable String vatex,
            @Nullable String wording,
            @Nullable String localWording) {}

    /**
     * @param meansCode UNTDID 4461: 48 card, 58 SEPA credit transfer, 30 credit transfer
     * @param instrument what it was paid with, such as "VISA **** 4242"
     * @param paymentReference what a transfer must name
     */
    public record Payment(
            int meansCode,
            @Nullable String instrument,
            @Nullable String paymentReference,
            @Nullable String iban,
            @Nullable String bic,
            @Nullable String bankName) {}

    public record Corrected(String number, LocalDate issued, String reason) {}

    /** @param rate units of {@code currency} for a unit of the document's money, as a person entered it, with its source and day */
    public record NationalTax(
            String currency, int exponent, long amount, BigDecimal rate, String source, LocalDate day) {}
}
