package io.tallyport.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change.
 *
 * @param action what to what kind of thing: {@code account.create}
 * @param subject which thing, by its name or id
 * @param before JSON; null: it was not there
 * @param after JSON; null: it is not there any more
 */
public record AuditEntry(
        long id,
        Instant at,
        Actor actor,
        String action,
        String subject,
        @Nullable String before,
        @Nullable String after) {}
