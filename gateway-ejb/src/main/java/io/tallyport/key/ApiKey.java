package io.tallyport.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as the console lists it; its secret is known to nobody.
 *
 * @param role READ for keys for calls
 * @param expired by the database clock, when it was read
 * @param spentNano nano-credits settled against its spend cap; 0 without one
 */
public record ApiKey(
        String publicId,
        KeyKind kind,
        KeyRole role,
        long organisationId,
        String name,
        Instant createdAt,
        String createdBy,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy,
        boolean expired,
        KeyRestrictions restrictions,
        KeyRouting routing,
        long spentNano) {

    public boolean isActive() {
        return revokedAt == null && !expired;
    }

    /** In one word, for people. */
    public String state() {
        if (revokedAt != null) {
            return "Revoked";
        }
        return expired ? "Expired" : "Active";
    }

    /** Of its spend cap, in nano-credits; null: it has none. */
    public @Nullable Long spendLeftNano() {
        return restrictions.spendCapNano() == null ? null : Math.max(0, restrictions.spendCapNano() - spentNano);
    }

    /** The part of the text that may be shown, enough to recognise it by. */
    public String hint() {
        return kind.prefix() + publicId + "…";
    }
}
