package io.tallyport.inserver.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.database.Database;
import io.tallyport.inserver.ApiCalls;
import io.tallyport.inserver.ApiCalls.Told;
import io.tallyport.inserver.Sales;
import io.tallyport.inserver.ServerParts;
import io.tallyport.inserver.Wallets;
import io.tallyport.key.ApiKeys;
import io.tallyport.key.KeyKind;
import io.tallyport.key.KeyRestrictions;
import io.tallyport.key.KeyRole;
import io.tallyport.offer.CreditPackage.Amounts;
import io.tallyport.seller.Seller;
import io.tallyport.seller.Seller.Registration;
import io.tallyport.seller.Seller.Registration.Kind;
import io.tallyport.seller.Sellers;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code /v1/billing} over HTTP: profile, packages, orders, roles. */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class BillingApiInServerIT {
    private static final String CONSUMER =
            "{\"name\":\"Erika Beispiel\",\"street\":\"Weg 1\",\"postcode\":\"80331\",\"city\":\"München\","
                    + "\"country\":\"de\",\"business\":false}";

    @Inject
    private Wallets wallets;

    @Inject
    private Sales sales;

    @Inject
    private Sellers sellers;

    @Inject
    private ApiKeys keys;

    @Inject
    private Database database;

    private long organisation;
    private ApiCalls api;
    private String bought;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(BillingApiInServerIT.class, ApiCalls.class);
    }

    @BeforeEach
    void open() {
        organisation = wallets.open();
        api = ApiCalls.as(KeyRole.BILLING, organisation, keys);
        bought = String.valueOf(sales.packageOf(sales.berlin("RA", true), "EUR", 33_33, 30 * Sales.CREDIT, null));
    }

    @Test
    void aProfileIsWrittenAsPeopleWriteIt() {
        assertEquals(404, api.get("/profile").status());
        Told business = api.put("/profile", """
                {"name":" Exemple SARL ","street":"1 rue de Rivoli","postcode":"75001","city":"Paris","country":"fr",
                 "business":true,"vat_id":"fr 88 100 000 009","language":"FR"}
                """);
        assertEquals(200, business.status(), business.body());
        assertEquals("FR88100000009", business.text("vat_id"));
        assertEquals("Exemple SARL", business.text("name"));
        assertEquals("fr", business.text("language"));
        assertEquals(1, business.json().getInt("version"));

        Told check = api.post("/profile/vat-id-check", "a b", "{}");
        assertEquals(400, check.status(), "no key has a space");
        check = api.send("POST", "/profile/vat-id-check", null, "");
        assertEquals("valid", check.text("outcome"), check.body());
        assertTrue(check.json().getBoolean("name_matches"));
        assertEquals(
                "valid",
                api.get("/profile").json().getJsonObject("vat_id_check").getString("outcome"));

        Told canaries = api.put(
                "/profile",
                "{\"name\":\"Ana\",\"street\":\"C 1\",\"postcode\":\"35001\",\"city\":\"Las Palmas\",\"country\":\"ES\",\"business\":false}");
        assertEquals(200, canaries.status(), canaries.body());
        assertEquals(2, api.get("/profile").json().getInt("version"));
    }

    @Test
    void badProfilesAreToldByTheirField() {
        assertRefused(400, "vatid", api.put("/profile", CONSUMER.replace("}", ",\"vatid\":\"DE1\"}")));
        assertRefused(400, "street", api.put("/profile", CONSUMER.replace("\"street\":\"Weg 1\",", "")));
        assertRefused(400, "street", api.put("/profile", CONSUMER.replace("Weg 1", " ")));
        assertRefused(400, "name", api.put("/profile", CONSUMER.replace("\"Erika Beispiel\"", "7")));
        assertRefused(400, "business", api.put("/profile", CONSUMER.replace("false", "\"no\"")));
        assertRefused(400, "business", api.put("/profile", CONSUMER.replace(",\"business\":false", "")));
        assertRefused(400, "country", api.put("/profile", CONSUMER.replace("\"de\"", "\"Germany\"")));
        assertRefused(400, "name", api.put("/profile", CONSUMER.replace("Erika", "Eri\\u0000ka")));
        assertRefused(400, "vat_id", api.put("/profile", CONSUMER.replace("}", ",\"vat_id\":\"DE123\"}")));
        for (String none : List.of("[]", "{", "{\"name\":\"a\",\"name\":\"b\"}", "null", "\"x\"")) {
            assertEquals(400, api.put("/profile", none).status(), none);
        }
        assertEquals(
                413,
                api.put("/profile", CONSUMER.replace("Weg 1", "x".repeat(70_000)))
                        .status());
    }

    @Test
    @DisplayName("an order from its quote to the page where it is paid; others' orders are not found")
    void anOrderIsQuotedAndPaidOnAPage() {
        api.put("/profile", CONSUMER);
        JsonObject offered = api.get("/packages").json().getJsonArray("data").stream()
                .map(jakarta.json.JsonValue::asJsonObject)
                .filter(one -> one.getString("id").equals(bought))
                .findFirst()
                .orElseThrow();
        assertEquals("33.33", offered.getJsonObject("net").getString("amount"));
        assertEquals("30", offered.getJsonObject("credits").getString("credits"));

        Told placed = place();
        assertEquals(201, placed.status(), placed.body());
        assertEquals("quoted", placed.text("state"));
        assertEquals(
                "{\"amount\":\"39.66\",\"amount_minor\":\"3966\",\"currency\":\"EUR\"}",
                placed.json().getJsonObject("total").toString());
        assertEquals("19", placed.json().getJsonObject("taxation").getString("percent"));
        String path = "/orders/" + placed.text("id");
        assertEquals(placed.body(), api.get(path).body());

        assertRefused(400, "return_url", api.send("POST", path + "/checkout", null, ""));
        for (String url : List.of("http://a.example/", "javascript:alert(1)", "https://a@b.example/", "https:///x")) {
            assertRefused(
                    400, "return_url", api.send("POST", path + "/checkout", null, "{\"return_url\":\"" + url + "\"}"));
        }
        String back = "{\"return_url\":\"https://customer.example/back\"}";
        Told checkout = api.send("POST", path + "/checkout", null, back);
        assertTrue(checkout.text("checkout_url").startsWith("https://pay.example/"), checkout.body());
        assertEquals(
                checkout.body(),
                api.send("POST", path + "/checkout", null, back).body());
        assertEquals("redirected", api.get(path).text("state"));

        ApiCalls foreign = ApiCalls.as(KeyRole.OWNER, wallets.open(), keys);
        assertEquals(404, foreign.get(path).status());
        for (String step : List.of("/checkout", "/cancel", "/quote")) {
            assertEquals(
                    404,
                    foreign.send("POST", path + step, null, step.equals("/checkout") ? back : "")
                            .status());
        }
        assertEquals("cancelled", api.send("POST", path + "/cancel", null, "").text("state"));
        assertEquals("cancelled", api.send("POST", path + "/cancel", null, "").text("state"));
        assertEquals(422, api.send("POST", path + "/checkout", null, back).status());
        assertEquals(404, api.get("/orders/999999999").status());
        assertEquals(404, api.get("/orders/0x1").status());
    }

    @Test
    void badOrdersAreRefusedInWords() {
        api.put("/profile", CONSUMER);
        long any =
                sales.packageOf(sales.berlin("RB", true), "EUR", 10_00, 10 * Sales.CREDIT, new Amounts(5_00, 1_000_00));
        for (String amount : List.of("4.99", "1000.01", "9999999999.99")) {
            assertRefused(422, "null", order(any, "\"amount\":\"" + amount + "\""));
        }
        for (String amount : List.of("10.001", "-10", "1e3", "10,00", "", " 10", "99999999999999999999")) {
            assertRefused(400, "amount", order(any, "\"amount\":\"" + amount + "\""));
        }
        assertRefused(400, "amount", order(any, "\"amount\":10"));
        assertRefused(400, "method", order(any, "\"method\":\"cash\""));
        assertRefused(400, "purchase_order", order(any, "\"purchase_order\":\"PO\\n4711\""));
        assertRefused(400, "purchase_order", order(any, "\"purchase_order\":\"" + "9".repeat(101) + "\""));
        assertRefused(400, "amout", order(any, "\"amout\":\"10\""));
        assertEquals(404, order(999_999_999, "\"amount\":\"10\"").status());
        assertRefused(400, "package", api.post("/orders", UUID.randomUUID().toString(), "{}"));
        assertRefused(400, "idempotency-key", api.send("POST", "/orders", null, "{\"package\":\"" + any + "\"}"));
        assertRefused(400, "idempotency-key", api.post("/orders", "x".repeat(256), "{\"package\":\"" + any + "\"}"));
        assertEquals(0, orders());
        assertEquals(201, order(any, "\"amount\":\"10.5\"").status());
    }

    @Test
    @DisplayName("documents have the order's own purchase order; the profile's where the order has none")
    void aPurchaseOrderStandsOnDocuments() throws Exception {
        api.put("/profile", CONSUMER.replaceFirst("\\{", "{\"purchase_order\": \"PO-OF-THE-YEAR\", "));
        assertEquals("PO-4711", purchaseOrderOnProForma(", \"purchase_order\": \" PO-4711 \""));
        assertEquals("PO-OF-THE-YEAR", purchaseOrderOnProForma(""));
    }

    private String purchaseOrderOnProForma(String field) throws InterruptedException {
        String id = order(Long.parseLong(bought), "\"method\": \"bank_transfer\"" + field)
                .text("id");
        while (api.get("/orders/" + id + "/pro-forma").status() == 503) {
            Thread.sleep(100);
        }
        return database.first(
                        "SELECT content::jsonb->>'purchaseOrder' FROM document WHERE order_id = ?",
                        row -> row.getString(1),
                        Long.parseLong(id))
                .orElseThrow();
    }

    @Test
    @DisplayName("where an order comes from, as a proxy tells it, is kept with what says where the buyer is")
    void whereAnOrderComesFromIsKept() {
        api.put("/profile", CONSUMER);
        assertEquals(
                "BILLING_ADDRESS DE billing profile, version 1; IP_ADDRESS DE the network address 127.0.0.1",
                database.first(
                                "SELECT string_agg(kind || ' ' || country || ' ' || source, '; ' ORDER BY kind) FROM location_evidence"
                                        + " WHERE order_id = ?",
                                row -> row.getString(1),
                                Long.parseLong(place().text("id")))
                        .orElseThrow());
    }

    @Test
    void ordersAreListedByPages() {
        api.put("/profile", CONSUMER);
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            placed.addFirst(place().text("id"));
        }
        List<String> listed = new ArrayList<>();
        String cursor = "";
        for (int pages = 0; pages < 3; pages++) {
            JsonObject page = api.get("/orders?limit=2" + cursor).json();
            page.getJsonArray("data")
                    .forEach(one -> listed.add(one.asJsonObject().getString("id")));
            assertEquals(pages < 2, page.getBoolean("has_more"));
            cursor = pages < 2 ? "&cursor=" + page.getString("older") : "";
        }
        assertEquals(placed, listed);
        assertRefused(400, "limit", api.get("/orders?limit=101"));
        assertRefused(400, "cursor", api.get("/orders?cursor=x"));
        assertRefused(400, "starting_after", api.get("/orders?starting_after=1"));
    }

    @Test
    void aTransferIsToldWhereToAndUnderWhichReference() {
        api.put("/profile", CONSUMER);
        sellers.ensure(new Seller(
                0,
                "RC",
                "Tallyport Beispiel GmbH",
                new Seller.Address("Musterstrasse 1", "10115", "Berlin", "DE"),
                "Europe/Berlin",
                null,
                null,
                false,
                true,
                new Seller.BankAccount("Beispielbank", "DE02120300000000202051", "BYLADEM1001"),
                List.of(new Registration(Kind.VAT, "DE", "DE100000016"))));
        long one = sales.packageOf(sellers.find("RC"), "EUR", 20_00, 20 * Sales.CREDIT, null);
        JsonObject transfer = order(one, "\"method\":\"bank_transfer\"").json().getJsonObject("bank_transfer");
        assertEquals("DE02120300000000202051", transfer.getString("iban"));
        assertTrue(transfer.getString("reference").startsWith("RF"));
        assertEquals("23.80", transfer.getJsonObject("total").getString("amount"));
    }

    @Test
    @DisplayName("while the register is away an order waits as a draft: the same request goes on with it")
    void anOrderWaitsForTheRegister() {
        api.put("/profile", """
                {"name":"Irgendwer GmbH","street":"Weg 1","postcode":"10115","city":"Berlin","country":"DE",
                 "business":true,"vat_id":"DE100000024"}
                """);
        long one = sales.packageOf(sales.madrid("RM"), "EUR", 20_00, 20 * Sales.CREDIT, null);
        String body = "{\"package\":\"" + one + "\"}";
        for (int i = 0; i < 2; i++) {
            Told away = api.post("/orders", "key", body);
            assertEquals(503, away.status(), away.body());
            assertTrue(away.headers().firstValue("retry-after").isPresent());
        }
        JsonObject draft = api.get("/orders").json().getJsonArray("data").getJsonObject(0);
        assertEquals("draft", draft.getString("state"));
        assertTrue(draft.isNull("total"));
        assertEquals(
                503,
                api.send("POST", "/orders/" + draft.getString("id") + "/quote", null, "")
                        .status());

        api.put("/profile", CONSUMER);
        Told quoted = api.post("/orders", "key", body);
        assertEquals(201, quoted.status(), quoted.body());
        assertEquals(draft.getString("id"), quoted.text("id"));
        assertEquals(1, orders());
    }

    @Test
    void rolesSayWhatAKeyMayDo() {
        api.put("/profile", CONSUMER);
        String order = "/orders/" + place().text("id");
        ApiCalls reader = ApiCalls.as(KeyRole.READ, organisation, keys);
        for (String path : List.of("/profile", "/packages", "/orders", order, "/webhook-endpoints", "/balance-alert")) {
            assertEquals(200, reader.get(path).status(), path);
        }
        Told refused = reader.put("/profile", CONSUMER);
        assertEquals(403, refused.status());
        assertEquals("role_missing", refused.error("code"));
        assertTrue(refused.error("message").contains("the role BILLING; yours has the role READ"), refused.body());
        assertEquals(403, reader.post("/orders", "k", "{}").status());
        assertEquals(403, reader.send("POST", order + "/cancel", null, "").status());
        assertEquals(403, reader.put("/balance-alert", "{\"threshold\":\"5\"}").status());
        Told notOwner = api.post("/webhook-endpoints", "k", "{}");
        assertEquals(403, notOwner.status());
        assertTrue(notOwner.error("message").contains("the role OWNER"), notOwner.body());

        ApiCalls caller = new ApiCalls(
                keys.create(organisation, KeyKind.CALLS, KeyRole.OWNER, "test", KeyRestrictions.NONE, "test")
                        .secret());
        assertEquals("wrong_kind_of_key", caller.get("/orders").error("code"));
        assertEquals(401, new ApiCalls("mk-tp-unknown").get("/orders").status());
    }

    private Told place() {
        return api.post("/orders", UUID.randomUUID().toString(), "{\"package\":\"" + bought + "\"}");
    }

    private Told order(long of, String field) {
        return api.post("/orders", UUID.randomUUID().toString(), "{\"package\":\"" + of + "\"," + field + "}");
    }

    private static void assertRefused(int status, String param, Told told) {
        assertEquals(status, told.status(), told.body());
        assertEquals(param, told.error("param"), told.body());
    }

    private long orders() {
        return wallets.number("SELECT count(*) FROM payment_order WHERE organisation_id = ?", organisation);
    }
}
