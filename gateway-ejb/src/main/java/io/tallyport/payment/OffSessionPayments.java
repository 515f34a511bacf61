package io.tallyport.payment;

import io.tallyport.database.Retries;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.order.Order;
import io.tallyport.order.OrderState;
import io.tallyport.order.Orders;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.Optional;

/** Payments of orders whose buyer is not there: a saved method is charged, and the money taken over as from any page. */
@ApplicationScoped
public class OffSessionPayments {
    @Inject
    private PaymentProviders providers;

    @Inject
    private Orders orders;

    @Inject
    private Redirects redirects;

    @Inject
    private Payments payments;

    /**
     * What was saved when this order was paid. No transaction may be open.
     *
     * @throws GatewayException 404 for somebody else's order
     */
    public Optional<SavedMethod> savedMethod(long organisationId, long orderId) {
        Order order = orders.find(organisationId, orderId)
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such order."));
        Optional<PaymentProvider> provider =
                providers.active().filter(active -> active.name().equals(order.provider()));
        if (provider.isEmpty() || order.sessionId() == null) {
            return Optional.empty();
        }
        return provider.get().savedMethod(order.sessionId());
    }

    /**
     * Charges a saved method for a quoted order; again for the same order, the same payment. The order knows the payment
     * before money moves, so that no news of it comes too early. No transaction may be open.
     *
     * @return the order as it went on; the provider may take its time
     * @throws PaymentProvider.Unavailable if the provider cannot be asked now: try again
     * @throws GatewayException 422 if the quote has ended, or the method is another provider's
     */
    public Order charge(Order quoted, SavedMethod method, String actor) {
        PaymentProvider provider = providers
                .active()
                .filter(active -> active.name().equals(method.provider()))
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.UNPROCESSABLE, "The saved payment method is of a provider that is not in use."));
        Order order = quoted.state() == OrderState.REDIRECTED ? quoted : prepare(provider, quoted, method, actor);
        String session = Objects.requireNonNull(order.sessionId(), "redirected");
        provider.charge(session, method);
        payments.lookAt(provider, session);
        return orders.find(order.organisationId(), order.id()).orElseThrow();
    }

    private Order prepare(PaymentProvider provider, Order quoted, SavedMethod method, String actor) {
        redirects.requireQuoted(quoted);
        PaymentProvider.Session session = provider.prepare(Payments.checkoutOf(quoted, "", false), method);
        return Retries.run(() -> redirects.redirect(quoted.id(), provider.name(), session, actor));
    }
}
