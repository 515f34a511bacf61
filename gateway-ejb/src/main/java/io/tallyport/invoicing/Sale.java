package io.tallyport.invoicing;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An order as it was quoted and paid. Amounts are minor units of {@code currency}, credits nano-credits.
 *
 * @param reference ISO 11649
 * @param snapshot the tax snapshot's JSON: parties and checks as they were
 * @param payment null while it is not paid
 */
record Sale(
        long orderId,
        long organisationId,
        long sellerId,
        String sellerCode,
        String zone,
        boolean byBank,
        String currency,
        int exponent,
        long net,
        long tax,
        long credits,
        long bonus,
        String reference,
        LocalDate quoted,
        Buyer buyer,
        @Nullable Bank bank,
        Taxed taxed,
        String snapshot,
        @Nullable Payment payment) {

    /** Of the billing profile's version; the purchase order is the order's own where it has one. */
    record Buyer(
            int profileVersion,
            String language,
            @Nullable String purchaseOrder,
            @Nullable String reference) {}

    record Bank(String name, String iban, String bic) {}

    /** @param wording a name of {@link io.tallyport.tax.Wording} */
    record Taxed(
            long snapshotId,
            String code,
            String category,
            @Nullable BigDecimal percent,
            @Nullable String jurisdiction,
            @Nullable String name,
            @Nullable String vatex,
            @Nullable String wording) {}

    /** @param reference the provider's or the bank's; {@code day} in the seller's zone */
    record Payment(String reference, @Nullable String instrument, LocalDate day) {}

    long gross() {
        return Math.addExact(net, tax);
    }
}
