package io.tallyport.document;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a document is made: there is one for each cause, however often it is asked for.
 *
 * @param orderId of all but statements
 * @param refundId the refund's transaction, of credit notes and of invoices that replace one
 * @param month of statements: its first day
 */
public record Cause(
        DocumentType type,
        long organisationId,
        @Nullable Long orderId,
        @Nullable UUID refundId,
        @Nullable LocalDate month) {

    public static Cause ofOrder(DocumentType type, long organisationId, long orderId) {
        return new Cause(type, organisationId, orderId, null, null);
    }
}
