package io.tallyport.payment;

import io.tallyport.order.Order;
import org.jspecify.annotations.Nullable;

/** A payment beside the order it is for, as that was quoted. */
final class Comparison {
    private Comparison() {}

    /** The first thing that differs, for people; null: nothing does. */
    static @Nullable String difference(Order order, ProviderPayment payment, boolean live) {
        if (payment.paymentId() == null) {
            return "paid without a payment object";
        }
        if (payment.live() != live) {
            return live ? "paid with test money" : "paid with real money at a test endpoint";
        }
        if (!payment.provider().equals(order.provider()) || !payment.sessionId().equals(order.sessionId())) {
            return "paid in session " + payment.sessionId() + ", opened was " + order.sessionId();
        }
        if (!payment.currency().equals(order.currency())) {
            return "paid in " + payment.currency() + ", quoted in " + order.currency();
        }
        if (payment.amount() != order.gross()) {
            return "paid " + payment.amount() + ", quoted " + order.gross() + " minor units of " + order.currency();
        }
        return null;
    }
}
