package io.tallyport.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer.
 *
 * @param balanceNano nano-credits, paid and bonus together
 * @param suspendedFrom when it is, or will be, turned away; null while active
 * @param reason of its suspension or stop
 */
public record Organisation(
        long id,
        String name,
        Status status,
        @Nullable Instant suspendedFrom,
        @Nullable String reason,
        Instant createdAt,
        long balanceNano) {

    /** By the database clock, when it was read. */
    public enum Status {
        ACTIVE("Active"),
        /** Served, and told of its suspension with every answer. */
        NOTIFIED("Suspension announced"),
        SUSPENDED("Suspended"),
        /** By an emergency stop. */
        STOPPED("Stopped");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public boolean active() {
        return status == Status.ACTIVE;
    }
}
