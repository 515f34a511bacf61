package io.tallyport.inserver.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.database.Database;
import io.tallyport.inserver.ApiCalls;
import io.tallyport.inserver.ApiCalls.Told;
import io.tallyport.inserver.Sales;
import io.tallyport.inserver.ServerParts;
import io.tallyport.inserver.Wallets;
import io.tallyport.inserver.standin.Receiver;
import io.tallyport.key.ApiKeys;
import io.tallyport.key.KeyRole;
import io.tallyport.tier.Standing;
import io.tallyport.watch.Watches;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What customers are told by webhook, of orders, balances and tiers. */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class EventsInServerIT {
    @Inject
    private Wallets wallets;

    @Inject
    private Sales sales;

    @Inject
    private ApiKeys keys;

    @Inject
    private Watches watches;

    @Inject
    private Database database;

    private final Receiver receiver = new Receiver();
    private long organisation;
    private ApiCalls api;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(EventsInServerIT.class, ApiCalls.class, Receiver.class);
    }

    @BeforeEach
    void anEndpointIsThere() {
        organisation = wallets.open();
        api = ApiCalls.as(KeyRole.OWNER, organisation, keys);
        Told made =
                api.post("/webhook-endpoints", UUID.randomUUID().toString(), "{\"url\":\"" + receiver.url() + "\"}");
        assertEquals(201, made.status(), made.body());
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void ordersTellWhatBecomesOfThem() throws Exception {
        sales.consumer(organisation, "80331", "München", "DE");
        long bought = sales.packageOf(sales.berlin("NT", true), "EUR", 33_33, 30 * Sales.CREDIT, null);
        String order = api.post("/orders", UUID.randomUUID().toString(), "{\"package\":\"" + bought + "\"}")
                .text("id");
        api.send("POST", "/orders/" + order + "/cancel", null, "");
        JsonObject payload = receiver.next().json();
        assertEquals("order.cancelled", payload.getString("type"));
        assertEquals(order, payload.getJsonObject("data").getString("order"));
        assertEquals(
                "39.66", payload.getJsonObject("data").getJsonObject("total").getString("amount"));
    }

    @Test
    @DisplayName("a low balance is told once, and again only after it has been a tenth above its threshold")
    void aLowBalanceIsToldOnce() throws Exception {
        assertEquals(400, api.put("/balance-alert", "{\"threshold\":\"0\"}").status());
        assertEquals(
                400,
                api.put("/balance-alert", "{\"threshold\":\"1.0000000001\"}").status());
        wallets.grant(organisation, 20 * Sales.CREDIT);
        assertEquals(200, api.put("/balance-alert", "{\"threshold\":\"10\"}").status());
        watches.lookAtBalances();
        receiver.assertNothingComes("nothing comes");

        takeDown(11);
        watches.lookAtBalances();
        JsonObject low = receiver.next().json();
        assertEquals("balance.low", low.getString("type"));
        assertEquals("9", low.getJsonObject("data").getJsonObject("balance").getString("credits"));
        assertTrue(api.get("/balance-alert").json().getBoolean("low"));
        wallets.grant(organisation, 1_500_000_000);
        watches.lookAtBalances();
        takeDown(1);
        watches.lookAtBalances();
        receiver.assertNothingComes("a little above is no recovery");

        wallets.grant(organisation, 5 * Sales.CREDIT);
        watches.lookAtBalances();
        takeDown(10);
        watches.lookAtBalances();
        assertEquals("balance.low", receiver.next().json().getString("type"));
        assertTrue(api.put("/balance-alert", "{\"threshold\":null}").json().isNull("threshold"));
    }

    @Test
    void anotherTierIsTold() throws Exception {
        watches.lookAtTier(organisation, standing("Starter"));
        watches.lookAtTier(organisation, standing("Growth"));
        receiver.assertNothingComes("nodes hear of spend at different moments");
        database.update(
                "UPDATE tier_watch SET since = since - interval '1 minute' WHERE organisation_id = ?", organisation);
        watches.lookAtTier(organisation, standing("Growth"));
        JsonObject changed = receiver.next().json();
        assertEquals("tier.changed", changed.getString("type"));
        assertEquals("Starter", changed.getJsonObject("data").getString("from"));
        assertEquals("Growth", changed.getJsonObject("data").getString("to"));
    }

    private static Standing standing(String name) {
        return new Standing(name, 800_000, 600, 128, null, null, 500 * Sales.CREDIT, null, false, null);
    }

    private void takeDown(int credits) {
        wallets.take(organisation, credits * Sales.CREDIT);
    }
}
