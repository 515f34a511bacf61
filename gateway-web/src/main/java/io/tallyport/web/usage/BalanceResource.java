package io.tallyport.web.usage;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.key.Caller;
import io.tallyport.ledger.Balance;
import io.tallyport.ledger.Ledger;
import io.tallyport.web.security.ApiKeyFilter;
import io.tallyport.web.security.Keyed;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /v1/balance}: the organisation's wallet as the books have it now. */
@Path("/balance")
@Keyed(management = true)
@Produces(MediaType.APPLICATION_JSON)
public class BalanceResource {

    @Inject
    private Ledger ledger;

    @GET
    public JsonObject get(@Context HttpServletRequest request) {
        Caller caller = ApiKeyFilter.caller(request);
        Balance balance = ledger.balance(caller.walletId())
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "Your organisation has no wallet."));
        return Json.createObjectBuilder()
                .add("object", "balance")
                .add("balance", Amounts.of(Math.subtractExact(balance.total(), balance.debt())))
                .add("paid", Amounts.of(balance.paid()))
                .add("bonus", Amounts.of(balance.bonus()))
                .add("debt", Amounts.of(balance.debt()))
                .add("held_by_nodes", Amounts.of(balance.leased()))
                .add("frozen", Amounts.of(balance.frozen()))
                .build();
    }
}
