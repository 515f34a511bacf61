package io.tallyport.payment;

import io.tallyport.database.DatabaseClock;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.order.Order;
import io.tallyport.order.OrderBook;
import io.tallyport.order.OrderState;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Takes quotes up, as a buyer goes to the provider's page, and ends those that nobody took up. */
@Stateless
public class Redirects {
    private static final String ACTOR = "system";
    private static final int MOST = 500;

    @Inject
    private OrderBook orders;

    @Inject
    private DatabaseClock clock;

    /** Of two at once the second finds what the first did. */
    public Order redirect(long orderId, String provider, PaymentProvider.Session session, String actor) {
        Order order = orders.lock(orderId).orElseThrow();
        if (order.state() == OrderState.REDIRECTED) {
            return order;
        }
        requireQuoted(order);
        return orders.redirect(order, provider, session.id(), session.url(), actor);
    }

    /** Ends quotes whose time is over, some at a time. */
    public void expireQuotes() {
        orders.endedQuotes(MOST).forEach(order -> orders.move(order, OrderState.EXPIRED, ACTOR, null));
    }

    /** @throws GatewayException 422 if it cannot be paid (any more) */
    public void requireQuoted(Order order) {
        if (order.state() != OrderState.QUOTED
                || order.quoteEndsAt() == null
                || order.quoteEndsAt().isBefore(clock.now())) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE,
                    "The order is " + order.state() + " and its quote has ended or was never made; place a new one.");
        }
    }
}
