package io.tallyport.usage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which of an organisation's calls are meant; null: all.
 *
 * @param walletId equal to the organisation's id
 * @param from at or after this, by the database's clock
 * @param to before this
 */
public record CallFilter(
        long walletId,
        @Nullable String keyId,
        @Nullable String model,
        @Nullable String tag,
        @Nullable String session,
        @Nullable Outcome outcome,
        @Nullable Instant from,
        @Nullable Instant to) {}
