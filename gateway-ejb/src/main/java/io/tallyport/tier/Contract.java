package io.tallyport.tier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Terms an organisation agreed instead of its tier's, by two people; times by the database's clock.
 *
 * @param endsAt first moment at which the tier applies again; null: open
 * @param actor who entered it
 */
public record Contract(
        long id,
        long organisationId,
        ContractTerms terms,
        Instant startsAt,
        @Nullable Instant endsAt,
        String actor,
        String approver,
        String reason) {

    boolean isInForce(Instant moment) {
        return !moment.isBefore(startsAt) && (endsAt == null || moment.isBefore(endsAt));
    }
}
