package io.tallyport.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A key as the console lists it; its secret is known to nobody. */
public record ApiKey(
        String publicId,
        KeyKind kind,
        long organisationId,
        String name,
        Instant createdAt,
        String createdBy,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy) {

    public boolean isActive() {
        return revokedAt == null;
    }

    /** The part of the text that may be shown, enough to recognise it by. */
    public String hint() {
        return kind.prefix() + publicId + "…";
    }
}
