package io.tallyport.payment;

import io.tallyport.alert.Alerts;
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

/** Payments of orders: sends buyers to the provider's page, and takes over what the provider has of a payment. */
@ApplicationScoped
public class Payments {
    @Inject
    private PaymentProviders providers;

    @Inject
    private Orders orders;

    @Inject
    private Redirects redirects;

    @Inject
    private Crediting crediting;

    @Inject
    private PaymentCreditStore credits;

    @Inject
    private Alerts alerts;

    /**
     * Opens the provider's page for a quoted order; again for the same order, the same page. No transaction may be open.
     *
     * @param returnUrl where the buyer comes back to
     * @throws GatewayException 404 for somebody else's order, 422 for one that is not quoted or whose quote has ended, 503
     *     while the provider cannot be asked
     */
    public Order checkout(long organisationId, long orderId, String returnUrl, String actor) {
        return checkout(organisationId, orderId, returnUrl, false, actor);
    }

    /** As {@link #checkout}, and what it is paid with may be charged again while the buyer is away: the page says so. */
    public Order checkoutSavingMethod(long organisationId, long orderId, String returnUrl, String actor) {
        return checkout(organisationId, orderId, returnUrl, true, actor);
    }

    private Order checkout(long organisationId, long orderId, String returnUrl, boolean savesMethod, String actor) {
        Order order = orders.find(organisationId, orderId)
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such order."));
        if (order.state() == OrderState.REDIRECTED) {
            return order;
        }
        PaymentProvider provider = providers
                .active()
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.UNPROCESSABLE, "Nothing is paid online here; order by bank transfer."));
        redirects.requireQuoted(order);
        PaymentProvider.Session session = open(provider, checkoutOf(order, returnUrl, savesMethod));
        return Retries.run(() -> redirects.redirect(orderId, provider.name(), session, actor));
    }

    static PaymentProvider.Checkout checkoutOf(Order order, String returnUrl, boolean savesMethod) {
        return new PaymentProvider.Checkout(
                order.id(),
                order.currency(),
                order.gross(),
                "API credits, order " + order.reference(),
                returnUrl,
                Objects.requireNonNull(order.quoteEndsAt(), "quoted"),
                savesMethod);
    }

    private static PaymentProvider.Session open(PaymentProvider provider, PaymentProvider.Checkout checkout) {
        try {
            return provider.open(checkout);
        } catch (PaymentProvider.Unavailable e) {
            throw new GatewayException(
                            ErrorCode.OVERLOADED, "The payment page cannot be opened at the moment; try again.")
                    .retryAfter("5");
        }
    }

    /** The page that an event is about; where it tells of the money only, the page that it was paid on. */
    public Optional<String> sessionOf(PaymentProvider provider, PaymentProvider.Event event) {
        if (event.sessionId() != null || event.paymentId() == null) {
            return Optional.ofNullable(event.sessionId());
        }
        return credits.sessionOf(provider.name(), event.paymentId());
    }

    /** As {@link #lookAt}, by the money's own object. */
    public void lookAtPayment(PaymentProvider provider, String paymentId) {
        credits.sessionOf(provider.name(), paymentId).ifPresent(session -> lookAt(provider, session));
    }

    /** Fetches a payment and takes it over; what a person must decide raises an alert. */
    public Crediting.Result lookAt(PaymentProvider provider, String sessionId) {
        Optional<ProviderPayment> payment = provider.payment(sessionId);
        if (payment.isEmpty()) {
            return new Crediting.Result(Crediting.Outcome.UNKNOWN, "the provider has no session " + sessionId);
        }
        Crediting.Result result = Retries.run(() -> crediting.take(payment.get(), provider.isLive()));
        if (result.outcome() == Crediting.Outcome.MISMATCH) {
            alerts.raise("payment-mismatch", null, provider.name() + ": " + result.reason());
        }
        if (result.outcome() == Crediting.Outcome.CREDITED && !result.reason().isEmpty()) {
            alerts.raise("location-contradicts", null, result.reason());
        }
        return result;
    }
}
