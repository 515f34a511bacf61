package io.tallyport.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order of credits. Amounts are minor units of {@code currency}, credits are nano-credits.
 *
 * @param tax null until it is quoted, as are the fields after it
 * @param crossBorderCents counts towards the seller's threshold of Art. 59c; null: does not
 * @param quoteEndsAt by the database's clock
 * @param reference ISO 11649, for bank transfers
 * @param purchaseOrder the buyer's number of it, if it gave one with the order
 */
public record Order(
        long id,
        long organisationId,
        long sellerId,
        long packageId,
        Method method,
        OrderState state,
        String currency,
        long net,
        long creditsNano,
        long bonusNano,
        @Nullable Integer bonusDays,
        @Nullable Long tax,
        @Nullable Integer profileVersion,
        @Nullable Long taxSnapshotId,
        @Nullable Long crossBorderCents,
        @Nullable Instant quoteEndsAt,
        @Nullable String reference,
        @Nullable String purchaseOrder,
        @Nullable String provider,
        @Nullable String sessionId,
        @Nullable String checkoutUrl,
        Instant createdAt) {

    public enum Method {
        /** On a payment provider's page. */
        CHECKOUT,
        BANK_TRANSFER
    }

    /** @throws IllegalStateException if it is not quoted */
    public long gross() {
        if (tax == null) {
            throw new IllegalStateException("order " + id + " has no quote");
        }
        return Math.addExact(net, tax);
    }
}
