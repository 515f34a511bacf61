package io.tallyport.document;

import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An issued document. Amounts are minor units of {@code currency}.
 *
 * @param issued in the seller's zone
 * @param currency null for statements, whose amounts are credits
 * @param net null where there is none: receipts, statements; as is tax
 * @param sha256 hexadecimal, of its canonical JSON
 * @param files those that are stored; others of {@link #expected} are being made
 */
public record Document(
        long id,
        long organisationId,
        DocumentType type,
        String number,
        LocalDate issued,
        @Nullable Long orderId,
        @Nullable UUID refundId,
        @Nullable LocalDate month,
        @Nullable String currency,
        @Nullable Long net,
        @Nullable Long tax,
        @Nullable Long gross,
        String sha256,
        Set<DocumentFile.Kind> files) {

    public Document {
        files = Set.copyOf(files);
    }

    /** The files that it gets. */
    public Set<DocumentFile.Kind> expected() {
        return type.isElectronic()
                ? Set.of(DocumentFile.Kind.CII, DocumentFile.Kind.UBL, DocumentFile.Kind.PDF)
                : Set.of(DocumentFile.Kind.PDF);
    }
}
