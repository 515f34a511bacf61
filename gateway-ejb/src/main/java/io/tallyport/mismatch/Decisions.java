package io.tallyport.mismatch;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Approval;
import io.tallyport.lot.TopUp;
import io.tallyport.order.Order;
import io.tallyport.order.OrderBook;
import io.tallyport.order.OrderState;
import io.tallyport.payment.Crediting;
import io.tallyport.refund.RefundBook;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Each decision is one transaction that locks the order; the same decision again changes nothing. */
@Stateless
public class Decisions {
    private static final String CREDIT = "CREDIT";
    private static final String RETURN = "RETURN";

    @Inject
    private OrderBook orders;

    @Inject
    private Crediting crediting;

    @Inject
    private RefundBook refunds;

    @Inject
    private HeldPaymentStore store;

    public Order credit(HeldPayment held, @Nullable String instrument, Approval approval) {
        Order order = orders.lock(held.orderId()).orElseThrow();
        if (isDecided(held, CREDIT)) {
            return order;
        }
        if (order.state() != OrderState.MISMATCH) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE, "The order is " + order.state() + "; the payment can only be given back.");
        }
        if (!held.currency().equals(order.currency()) || held.amount() < order.gross()) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE,
                    "Paid were " + held.amount() + " minor units of " + held.currency() + ", quoted " + order.gross()
                            + " of " + order.currency() + "; the payment can only be given back.");
        }
        store.decide(held.id(), CREDIT, approval);
        return crediting.credit(
                order,
                new Crediting.Paid(
                        TopUp.Sale.Source.HELD_PAYMENT,
                        held.provider(),
                        held.paymentId(),
                        instrument,
                        approval.approver()));
    }

    public boolean giveBack(HeldPayment held, Approval approval) {
        Order order = orders.lock(held.orderId()).orElseThrow();
        if (isDecided(held, RETURN)) {
            return false;
        }
        store.decide(held.id(), RETURN, approval);
        if (order.state() == OrderState.MISMATCH) {
            orders.move(order, OrderState.REJECTED, approval.approver(), approval.reason());
        }
        refunds.giveBackHeld(
                order, held.id(), held.provider(), held.paymentId(), held.currency(), held.amount(), approval);
        return true;
    }

    /** @throws GatewayException 422 if it was decided otherwise */
    private boolean isDecided(HeldPayment held, String verdict) {
        Optional<String> before = store.verdict(held.id());
        if (before.isPresent() && !before.get().equals(verdict)) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE,
                    "Two people have decided otherwise about this payment: " + before.get() + ".");
        }
        return before.isPresent();
    }
}
