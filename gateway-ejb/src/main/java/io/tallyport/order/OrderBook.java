package io.tallyport.order;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Moves orders on as their payment does, and has organisations told. Every method belongs into the caller's transaction, which locks the order first. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class OrderBook {
    @Inject
    private OrderStore store;

    @Inject
    private OrderNews news;

    /** The order as it stands; nobody else moves it until the transaction ends. */
    public Optional<Order> lock(long orderId) {
        return store.lock(orderId);
    }

    /** @param reason what a person would ask for; null where the state says it */
    public Order move(Order order, OrderState to, String actor, @Nullable String reason) {
        Order moved = store.move(order, to, actor, reason);
        news.tell(moved);
        return moved;
    }

    /** The buyer is sent to the provider's page. */
    public Order redirect(Order order, String provider, String sessionId, String url, String actor) {
        store.setSession(order.id(), provider, sessionId, url);
        return move(order, OrderState.REDIRECTED, actor, null);
    }

    /** Quotes whose time is over, nobody having taken them up or no transfer having come; they are locked. */
    public List<Order> endedQuotes(int most) {
        return store.endedQuotes(most);
    }
}
