package io.tallyport.order;

import io.tallyport.billing.BillingProfiles;
import io.tallyport.billing.OneLine;
import io.tallyport.database.Retries;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.location.Location;
import io.tallyport.location.Locations;
import io.tallyport.offer.CreditPackage;
import io.tallyport.offer.Offers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Orders of credits, up to their quote; what a payment makes of them is in {@code payment}. */
@ApplicationScoped
public class Orders {
    @Inject
    private Offers offers;

    @Inject
    private BillingProfiles profiles;

    @Inject
    private BuyerCheck buyerCheck;

    @Inject
    private Quotes quotes;

    @Inject
    private Cancellations cancellations;

    @Inject
    private Locations locations;

    @Inject
    private OrderStore store;

    /**
     * What somebody wants to buy.
     *
     * @param amount without tax, minor units of the package's currency; null: the package's price
     * @param purchaseOrder the buyer's number of it, for the documents; null: the billing profile's
     * @param seenAt where whoever asks for it is, if anything says so
     */
    public record Wish(
            long packageId,
            @Nullable Long amount,
            Order.Method method,
            @Nullable String purchaseOrder,
            Optional<Location> seenAt) {}

    /**
     * Places an order and quotes it. Where the register of VAT identifiers cannot be asked the order stays a draft, to be
     * {@link #quote quoted} later. No transaction may be open.
     *
     * @throws GatewayException 400 for a purchase order that is no line; 404 for a package that is not sold; 422 for an amount
     *     it is not sold for, without billing details, and where nothing may be sold to the buyer
     */
    public Order place(long organisationId, Wish wish, String actor) {
        return insert(organisationId, wish, actor, null);
    }

    /**
     * As {@link #place(long, Wish, String)}.
     *
     * @param operation the same again places no second order, and goes on with the first
     */
    public Order place(long organisationId, Wish wish, String actor, UUID operation) {
        Optional<Order> placed = store.placedBy(organisationId, operation);
        return placed.isPresent() ? quote(placed.get(), actor) : insert(organisationId, wish, actor, operation);
    }

    private Order insert(long organisationId, Wish wish, String actor, @Nullable UUID operation) {
        CreditPackage bought = offers.packageOf(wish.packageId());
        long net = Objects.requireNonNullElse(wish.amount(), bought.net());
        long credits = bought.creditsFor(net);
        String number = OneLine.optional("purchase_order", wish.purchaseOrder(), OneLine.SHORT);
        requireProfile(organisationId);
        Wish checked = new Wish(bought.id(), net, wish.method(), number, wish.seenAt());
        Order draft = store.insertDraft(organisationId, bought, checked, credits, actor, operation);
        wish.seenAt().ifPresent(location -> locations.add(draft.id(), location));
        return quote(draft, actor);
    }

    /** Quotes a draft; an order that is quoted already is returned as it is. */
    public Order quote(Order order, String actor) {
        if (order.state() != OrderState.DRAFT) {
            return order;
        }
        BillingProfiles.Version profile = requireProfile(order.organisationId());
        return quotes.freeze(order.id(), profile, buyerCheck.of(order.sellerId(), profile.profile()), actor);
    }

    /**
     * Ends an order that is not paid; one that is cancelled already is returned as it is. What is paid for it all the same waits
     * for a person.
     *
     * @throws GatewayException 404 for somebody else's order, 422 if it is too late
     */
    public Order cancel(long organisationId, long orderId, String actor) {
        Order order = find(organisationId, orderId)
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such order."));
        return Retries.run(() -> cancellations.cancel(order.id(), actor));
    }

    public Optional<Order> find(long organisationId, long orderId) {
        return store.find(orderId).filter(order -> order.organisationId() == organisationId);
    }

    /**
     * Newest first.
     *
     * @param before only orders with smaller ids
     */
    public List<Order> of(long organisationId, long before, int most) {
        return store.of(organisationId, before, most);
    }

    /** Whosever it is; the reference as a bank tells it: spaces and case do not matter. */
    public Optional<Order> findByReference(String reference) {
        return CreditorReference.isRight(reference)
                ? store.findByReference(CreditorReference.plain(reference))
                : Optional.empty();
    }

    /** Everybody's, the oldest first. */
    public List<Order> inState(OrderState state) {
        return store.inState(state);
    }

    /** Sessions of a provider on which a payment may still come or is disputed; the oldest first. */
    public List<String> openSessions(String provider) {
        return store.openSessions(provider);
    }

    private BillingProfiles.Version requireProfile(long organisationId) {
        return profiles.newest(organisationId)
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.UNPROCESSABLE,
                        "An order needs billing details first: PUT /v1/billing/profile sets them."));
    }
}
