package io.tallyport.document;

import org.jspecify.annotations.Nullable;

/**
 * A document that has passed its checks and lacks its number.
 *
 * @param sellerCode begins its number
 * @param zone whose day dates it, the seller's
 * @param correctsId the invoice that a credit note is about, or the credit note that an invoice replaces
 * @param profileVersion of the buyer's billing profile
 * @param content with a provisional number, and of types without a series with the final one
 */
public record Draft(
        Cause cause,
        long sellerId,
        String sellerCode,
        String zone,
        @Nullable Long correctsId,
        @Nullable Integer profileVersion,
        @Nullable Long taxSnapshotId,
        DocumentContent content) {}
