package io.tallyport.document;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * That a payment came and what it was credited as.
 *
 * @param invoice number of the invoice that was paid
 * @param order the order's reference
 * @param method such as "Card" or "Bank transfer"
 * @param instrument masked, such as "VISA **** 4242"
 * @param providerReference the provider's or the bank's
 * @param paid gross, minor units of {@code currency}
 * @param creditsNano nano-credits, as are the next two
 */
public record ReceiptContent(
        String number,
        LocalDate issued,
        String language,
        Party seller,
        Party buyer,
        String invoice,
        String order,
        @Nullable String purchaseOrder,
        String method,
        @Nullable String instrument,
        String providerReference,
        LocalDate paidOn,
        String currency,
        int exponent,
        long paid,
        long creditsNano,
        long bonusNano,
        long balanceAfterNano)
        implements DocumentContent {
    @Override
    public DocumentType type() {
        return DocumentType.RECEIPT;
    }

    @Override
    public ReceiptContent numbered(String number, LocalDate issued) {
        return new ReceiptContent(
                number,
                issued,
                language,
                seller,
                buyer,
                invoice,
                order,
                purchaseOrder,
                method,
                instrument,
                providerReference,
                paidOn,
                currency,
                exponent,
                paid,
                creditsNano,
                bonusNano,
                balanceAfterNano);
    }
}
