package io.tallyport.vatid;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the register said about a VAT identifier.
 *
 * @param consultationNumber proof that it was asked; null where no identifier of our own was given
 * @param name and address as registered; null where the member state does not tell
 * @param reason why it was unavailable
 */
public record VatIdCheck(
        long id,
        String vatId,
        Outcome outcome,
        @Nullable String consultationNumber,
        @Nullable String name,
        @Nullable String address,
        @Nullable String reason,
        Instant checkedAt) {

    public enum Outcome {
        VALID,
        INVALID,
        /** No verdict. */
        UNAVAILABLE
    }
}
