package io.tallyport.banktransfer;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Money that came to our bank account; minor units of {@code currency}.
 *
 * @param bankReference the bank's own, unique
 * @param evidence what the person who entered it saw
 * @param actor who entered it
 * @param orderId what it is to pay; null: not matched
 * @param assignedBy who said so
 * @param matched what its order took of it
 * @param returned what was given back of it
 */
public record BankReceipt(
        long id,
        String currency,
        long amount,
        LocalDate valueDate,
        String bankReference,
        String payer,
        String evidence,
        String actor,
        @Nullable Long orderId,
        @Nullable String assignedBy,
        long matched,
        long returned,
        Instant enteredAt) {

    /** What stands in 2190 of it. */
    public long rest() {
        return amount - matched - returned;
    }
}
