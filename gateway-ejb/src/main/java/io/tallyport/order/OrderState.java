package io.tallyport.order;

import java.util.EnumSet;
import java.util.Set;

/** What has become of an order; the table {@code order_transition} is the same. */
public enum OrderState {
    /** Not quoted yet: the register of VAT identifiers could not be asked. */
    DRAFT,
    /** Price and tax are fixed until the quote ends. */
    QUOTED,
    /** The buyer is on the provider's page. */
    REDIRECTED,
    /** The provider waits for the money. */
    PROCESSING,
    /** Never seen from outside: it commits together with CREDITED. */
    PAID,
    CREDITED,
    EXPIRED,
    FAILED,
    CANCELLED,
    /** What was paid is not what was quoted: a person decides. */
    MISMATCH,
    AWAITING_TRANSFER,
    /** One person has entered a bank's receipt. */
    RECEIPT_ENTERED,
    /** Another has approved it; commits together with CREDITED. */
    APPROVED,
    REJECTED,
    PARTIALLY_REFUNDED,
    REFUNDED,
    DISPUTED,
    WON,
    LOST;

    /** What may follow. */
    public Set<OrderState> next() {
        return switch (this) {
            case DRAFT -> EnumSet.of(QUOTED, CANCELLED);
            case QUOTED -> EnumSet.of(REDIRECTED, AWAITING_TRANSFER, EXPIRED, CANCELLED);
            case REDIRECTED -> EnumSet.of(PROCESSING, PAID, EXPIRED, FAILED, CANCELLED, MISMATCH);
            case PROCESSING -> EnumSet.of(PAID, FAILED, EXPIRED, MISMATCH);
            case PAID, APPROVED -> EnumSet.of(CREDITED);
            case EXPIRED, FAILED, CANCELLED -> EnumSet.of(MISMATCH);
            case MISMATCH -> EnumSet.of(PAID, REJECTED);
            case AWAITING_TRANSFER -> EnumSet.of(RECEIPT_ENTERED, EXPIRED, CANCELLED);
            case RECEIPT_ENTERED -> EnumSet.of(APPROVED, REJECTED);
            case CREDITED -> EnumSet.of(PARTIALLY_REFUNDED, REFUNDED, DISPUTED);
            case PARTIALLY_REFUNDED -> EnumSet.of(CREDITED, REFUNDED, DISPUTED);
            case REFUNDED -> EnumSet.of(CREDITED, PARTIALLY_REFUNDED, DISPUTED);
            case DISPUTED -> EnumSet.of(WON, LOST);
            case WON -> EnumSet.of(PARTIALLY_REFUNDED, REFUNDED, DISPUTED);
            case REJECTED, LOST -> EnumSet.noneOf(OrderState.class);
        };
    }
}
