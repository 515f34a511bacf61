package io.tallyport.notify;

import java.net.URI;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an organisation wants to be told.
 *
 * @param types the only events it wants; empty: all
 * @param disabledReason why we disabled it; null if we did not
 * @param oldSecretEnds until when the secret before this one signs as well; null: there is none
 */
public record Endpoint(
        long id,
        long organisationId,
        URI url,
        String description,
        Set<EventType> types,
        boolean enabled,
        @Nullable String disabledReason,
        @Nullable Instant oldSecretEnds,
        Instant createdAt) {}
