package io.tallyport.web.billing;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.key.KeyRole;
import io.tallyport.ledger.Credits;
import io.tallyport.order.Order;
import io.tallyport.order.Orders;
import io.tallyport.refund.OrderRefunds;
import io.tallyport.refund.PaymentRefund;
import io.tallyport.web.request.Body;
import io.tallyport.web.request.Idempotent;
import io.tallyport.web.request.Page;
import io.tallyport.web.security.ApiKeyFilter;
import io.tallyport.web.security.Keyed;
import io.tallyport.web.security.Needs;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
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
import java.util.Locale;

/** {@code /v1/billing/orders/{id}/refunds}: unused credits of an order, given back for their price. */
@Path("/billing/orders/{id}/refunds")
@Keyed(management = true)
@Needs(KeyRole.READ)
@Produces(MediaType.APPLICATION_JSON)
public class RefundsResource {
    @Inject
    private Orders orders;

    @Inject
    private OrderRefunds refunds;

    @Inject
    private Money money;

    @Inject
    private Idempotent idempotent;

    @GET
    public JsonObject list(@PathParam("id") String id, @Context HttpServletRequest request) {
        JsonArrayBuilder data = Json.createArrayBuilder();
        refunds.of(require(request, id).id()).forEach(refund -> data.add(json(refund)));
        return Json.createObjectBuilder()
                .add("object", "list")
                .add("data", data)
                .build();
    }

    @POST
    @Needs(KeyRole.OWNER)
    public Response request(@PathParam("id") String id, @Context HttpServletRequest request) {
        return idempotent.require(request, 201, operation -> {
            Order order = require(request, id);
            Body body = Body.current("credits", "reason");
            return json(refunds.request(
                    order.id(),
                    Credits.nano("credits", body.text("credits")),
                    "api:" + operation,
                    Actor.of(ApiKeyFilter.caller(request)),
                    body.text("reason", "asked for by the customer")));
        });
    }

    private JsonObject json(PaymentRefund refund) {
        return Json.createObjectBuilder()
                .add("object", "refund")
                .add("id", Long.toString(refund.id()))
                .add("order", Long.toString(refund.orderId()))
                .add("state", refund.state().name().toLowerCase(Locale.ROOT))
                .add("total", money.of(refund.currency(), refund.amount()))
                .add("reason", refund.reason())
                .add("requested_at", refund.requestedAt().toString())
                .build();
    }

    private Order require(HttpServletRequest request, String id) {
        long organisation = ApiKeyFilter.caller(request).walletId();
        return orders.find(organisation, Page.id("order", id))
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such order."));
    }
}
