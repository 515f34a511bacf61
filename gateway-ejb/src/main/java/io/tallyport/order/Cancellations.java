package io.tallyport.order;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Ends orders that their buyers do not want any more, in one transaction. */
@Stateless
public class Cancellations {
    @Inject
    private OrderBook book;

    /** @throws GatewayException 422 if it is too late */
    public Order cancel(long orderId, String actor) {
        Order order = book.lock(orderId).orElseThrow();
        if (order.state() == OrderState.CANCELLED) {
            return order;
        }
        if (!order.state().next().contains(OrderState.CANCELLED)) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE, "The order is " + order.state() + ": it cannot be cancelled any more.");
        }
        return book.move(order, OrderState.CANCELLED, actor, null);
    }
}
