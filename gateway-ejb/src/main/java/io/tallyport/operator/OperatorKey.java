package io.tallyport.operator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A key as it is listed; its secret is known to nobody. */
public record OperatorKey(
        String publicId,
        String email,
        String name,
        Instant createdAt,
        String createdBy,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy) {}
