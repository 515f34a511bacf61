package io.tallyport.notify;

import java.util.Optional;
import java.util.stream.Stream;

/** What customers can be told of. */
public enum EventType {
    /** The payment is under way. */
    ORDER_PROCESSING("order.processing"),
    ORDER_AWAITING_TRANSFER("order.awaiting_transfer"),
    /** It is paid, and its credits can be used. */
    ORDER_CREDITED("order.credited"),
    /** What was paid is not what was quoted: a person looks at it. */
    ORDER_IN_REVIEW("order.in_review"),
    ORDER_EXPIRED("order.expired"),
    ORDER_FAILED("order.failed"),
    ORDER_CANCELLED("order.cancelled"),
    ORDER_REJECTED("order.rejected"),
    ORDER_PARTIALLY_REFUNDED("order.partially_refunded"),
    ORDER_REFUNDED("order.refunded"),
    ORDER_DISPUTED("order.disputed"),
    ORDER_DISPUTE_WON("order.dispute_won"),
    ORDER_DISPUTE_LOST("order.dispute_lost"),
    /** The balance went below the organisation's threshold; once, until it has recovered. */
    BALANCE_LOW("balance.low"),
    TIER_CHANGED("tier.changed"),
    KEY_REVOKED("key.revoked"),
    INVOICE_ISSUED("invoice.issued"),
    BATCH_ENDED("batch.ended");

    private final String label;

    EventType(String label) {
        this.label = label;
    }

    /** As payloads and filters name it. */
    public String label() {
        return label;
    }

    public static Optional<EventType> of(String label) {
        return Stream.of(values()).filter(type -> type.label.equals(label)).findFirst();
    }
}
