package io.tallyport.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wallet held for review.
 *
 * @param actor who asked for its release, and {@code reason} why; null: nobody yet
 */
public record OpenReview(
        long walletId,
        String organisation,
        String finding,
        Instant stoppedAt,
        @Nullable String actor,
        @Nullable String reason) {}
