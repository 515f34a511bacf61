package io.tallyport.web.billing;

import io.tallyport.currency.Currencies;
import io.tallyport.document.Documents;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.key.Caller;
import io.tallyport.key.KeyRole;
import io.tallyport.offer.CreditPackage;
import io.tallyport.offer.Offers;
import io.tallyport.order.Order;
import io.tallyport.order.Orders;
import io.tallyport.payment.Payments;
import io.tallyport.web.request.Body;
import io.tallyport.web.request.Idempotent;
import io.tallyport.web.request.Page;
import io.tallyport.web.security.ApiKeyFilter;
import io.tallyport.web.security.Keyed;
import io.tallyport.web.security.Needs;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** {@code /v1/billing/orders}: orders of credits, from the quote to the page where they are paid. */
@Path("/billing/orders")
@Keyed(management = true)
@Needs(KeyRole.READ)
@Produces(MediaType.APPLICATION_JSON)
public class OrdersResource {
    @Inject
    private Orders orders;

    @Inject
    private Offers offers;

    @Inject
    private Payments payments;

    @Inject
    private Currencies currencies;

    @Inject
    private SeenAt seenAt;

    @Inject
    private ReturnUrls returnUrls;

    @Inject
    private OrderJson json;

    @Inject
    private Documents documents;

    @Inject
    private DocumentJson documentJson;

    @Inject
    private Idempotent idempotent;

    @GET
    public JsonObject list(@Context HttpServletRequest request) {
        long organisation = ApiKeyFilter.caller(request).walletId();
        return Page.of(request, (before, most) -> orders.of(organisation, before, most), Order::id, json::of);
    }

    /** Places an order and quotes it. */
    @POST
    @Needs(KeyRole.BILLING)
    public Response place(@Context HttpServletRequest request) {
        Caller caller = ApiKeyFilter.caller(request);
        return idempotent.require(
                request,
                201,
                operation -> json.of(orders.place(caller.walletId(), wish(request), Actor.of(caller), operation)));
    }

    @GET
    @Path("/{id}")
    public JsonObject get(@PathParam("id") String id, @Context HttpServletRequest request) {
        return json.of(require(request, id));
    }

    /** Quotes a draft again, whose buyer's VAT identifier could not be asked about; a quoted order is answered as it is. */
    @POST
    @Path("/{id}/quote")
    @Needs(KeyRole.BILLING)
    public Response quote(@PathParam("id") String id, @Context HttpServletRequest request) {
        return idempotent.allow(request, 200, operation -> {
            Body.current();
            return json.of(orders.quote(require(request, id), Actor.of(ApiKeyFilter.caller(request))));
        });
    }

    /** Opens the page where it is paid; again, the same page. */
    @POST
    @Path("/{id}/checkout")
    @Needs(KeyRole.BILLING)
    public Response checkout(@PathParam("id") String id, @Context HttpServletRequest request) {
        Caller caller = ApiKeyFilter.caller(request);
        return idempotent.allow(request, 200, operation -> {
            Body body = Body.current("return_url", "save_method");
            String returnUrl = returnUrls.of(body.textOrNull("return_url"));
            long order = Page.id("order", id);
            String actor = Actor.of(caller);
            return json.of(
                    body.flag("save_method", false)
                            ? payments.checkoutSavingMethod(caller.walletId(), order, returnUrl, actor)
                            : payments.checkout(caller.walletId(), order, returnUrl, actor));
        });
    }

    /** The pro-forma invoice of a bank transfer: made when it is first asked for, and there a moment later. */
    @GET
    @Path("/{id}/pro-forma")
    public JsonObject proForma(@PathParam("id") String id, @Context HttpServletRequest request) {
        Order order = require(request, id);
        return documents
                .proForma(order.organisationId(), order.id())
                .map(documentJson::of)
                .orElseThrow(() -> new GatewayException(
                                ErrorCode.OVERLOADED, "The pro-forma invoice is being made; ask again in some seconds.")
                        .retryAfter("2"));
    }

    @POST
    @Path("/{id}/cancel")
    @Needs(KeyRole.BILLING)
    public Response cancel(@PathParam("id") String id, @Context HttpServletRequest request) {
        Caller caller = ApiKeyFilter.caller(request);
        return idempotent.allow(request, 200, operation -> {
            Body.current();
            return json.of(orders.cancel(caller.walletId(), Page.id("order", id), Actor.of(caller)));
        });
    }

    private Orders.Wish wish(HttpServletRequest request) {
        Body body = Body.current("package", "amount", "method", "purchase_order");
        CreditPackage bought = offers.packageOf(Page.id("package", body.text("package")));
        @Nullable String amount = body.textOrNull("amount");
        return new Orders.Wish(
                bought.id(),
                amount == null ? null : currencies.minor("amount", bought.currency(), amount),
                method(body.text("method", "checkout")),
                body.textOrNull("purchase_order"),
                seenAt.of(request));
    }

    private static Order.Method method(String word) {
        return switch (word) {
            case "checkout" -> Order.Method.CHECKOUT;
            case "bank_transfer" -> Order.Method.BANK_TRANSFER;
            default -> throw GatewayException.invalid("method", "method takes checkout or bank_transfer.");
        };
    }

    private Order require(HttpServletRequest request, String id) {
        return orders.find(ApiKeyFilter.caller(request).walletId(), Page.id("order", id))
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such order."));
    }
}
