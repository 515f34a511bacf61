package io.tallyport.order;

import io.tallyport.currency.Currencies;
import io.tallyport.ledger.Credits;
import io.tallyport.notify.EventType;
import io.tallyport.notify.Notifications;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tells organisations what became of their orders, in the transaction in which it does. */
@ApplicationScoped
class OrderNews {
    @Inject
    private Notifications notifications;

    @Inject
    private Currencies currencies;

    void tell(Order order) {
        typeOf(order.state()).ifPresent(type -> notifications.raise(order.organisationId(), type, data(order)));
    }

    private static Optional<EventType> typeOf(OrderState state) {
        return switch (state) {
            // what the buyer does, and what never is seen from outside
            case DRAFT, QUOTED, REDIRECTED, PAID, RECEIPT_ENTERED, APPROVED -> Optional.empty();
            case PROCESSING -> Optional.of(EventType.ORDER_PROCESSING);
            case AWAITING_TRANSFER -> Optional.of(EventType.ORDER_AWAITING_TRANSFER);
            case CREDITED -> Optional.of(EventType.ORDER_CREDITED);
            case EXPIRED -> Optional.of(EventType.ORDER_EXPIRED);
            case FAILED -> Optional.of(EventType.ORDER_FAILED);
            case CANCELLED -> Optional.of(EventType.ORDER_CANCELLED);
            case MISMATCH -> Optional.of(EventType.ORDER_IN_REVIEW);
            case REJECTED -> Optional.of(EventType.ORDER_REJECTED);
            case PARTIALLY_REFUNDED -> Optional.of(EventType.ORDER_PARTIALLY_REFUNDED);
            case REFUNDED -> Optional.of(EventType.ORDER_REFUNDED);
            case DISPUTED -> Optional.of(EventType.ORDER_DISPUTED);
            case WON -> Optional.of(EventType.ORDER_DISPUTE_WON);
            case LOST -> Optional.of(EventType.ORDER_DISPUTE_LOST);
        };
    }

    private Map<String, Object> data(Order order) {
        Map<String, Object> data = new HashMap<>(Map.of(
                "order",
                Long.toString(order.id()),
                "state",
                order.state().name().toLowerCase(Locale.ROOT),
                "credits",
                Map.of("credits", Credits.decimal(order.creditsNano()), "nano", Long.toString(order.creditsNano())),
                "net",
                currencies.fields(order.currency(), order.net())));
        if (order.tax() != null) {
            data.put("total", currencies.fields(order.currency(), order.gross()));
        }
        if (order.reference() != null) {
            data.put("reference", order.reference());
        }
        return data;
    }
}
