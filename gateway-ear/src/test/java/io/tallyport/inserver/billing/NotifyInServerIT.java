package io.tallyport.inserver.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.database.Database;
import io.tallyport.database.DatabaseClock;
import io.tallyport.inserver.ApiCalls;
import io.tallyport.inserver.ApiCalls.Told;
import io.tallyport.inserver.ServerParts;
import io.tallyport.inserver.Wallets;
import io.tallyport.inserver.standin.Receiver;
import io.tallyport.inserver.standin.Receiver.Received;
import io.tallyport.key.ApiKeys;
import io.tallyport.key.KeyKind;
import io.tallyport.key.KeyRestrictions;
import io.tallyport.key.KeyRole;
import io.tallyport.notify.EventType;
import io.tallyport.notify.Notifications;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.transaction.UserTransaction;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Webhooks to customers, over real sockets, verified as Standard Webhooks says (L28). */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class NotifyInServerIT {
    private static final int SOON = 8;

    @Inject
    private Wallets wallets;

    @Inject
    private ApiKeys keys;

    @Inject
    private Notifications notifications;

    @Inject
    private Database database;

    @Inject
    private DatabaseClock clock;

    @Inject
    private UserTransaction transaction;

    private final Receiver receiver = new Receiver();
    private long organisation;
    private ApiCalls api;
    private String endpoint;
    private String secret;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(NotifyInServerIT.class, ApiCalls.class, Receiver.class);
    }

    @BeforeEach
    void anEndpointIsThere() {
        organisation = wallets.open();
        api = ApiCalls.as(KeyRole.OWNER, organisation, keys);
        Told made = create("\"description\":\"test\"");
        assertEquals(201, made.status(), made.body());
        endpoint = "/webhook-endpoints/" + made.text("id");
        secret = made.text("secret");
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    @DisplayName(
            "L28: what happens is told once, signed as Standard Webhooks says; a rolled-back transaction tells nothing")
    void whatHappensIsTold() throws Exception {
        transaction.begin();
        notifications.raise(organisation, EventType.INVOICE_ISSUED, Map.of("number", "TP-1"));
        transaction.rollback();

        ApiKeys.NewKey key =
                keys.create(organisation, KeyKind.CALLS, KeyRole.READ, "shop", KeyRestrictions.NONE, "test");
        assertTrue(keys.revoke(key.publicId(), "somebody"));
        assertFalse(keys.revoke(key.publicId(), "somebody"));
        Received told = receiver.next();
        assertEquals("key.revoked", told.json().getString("type"));
        assertEquals("shop", told.json().getJsonObject("data").getString("name"));
        assertEquals(key.publicId(), told.json().getJsonObject("data").getString("key_id"));
        assertTrue(told.headers().get("webhook-id").matches("msg_[0-9a-f]{32}"));
        assertEquals("application/json", told.headers().get("content-type"));
        assertTrue(isSigned(told, secret));
        assertFalse(isSigned(told, "whsec_" + Base64.getEncoder().encodeToString(new byte[32])));
        receiver.assertNothingComes("once");

        JsonObject delivery = awaitState("delivered");
        assertEquals(1, delivery.getInt("attempts"));
        JsonObject whole =
                api.get(endpoint + "/deliveries/" + delivery.getString("id")).json();
        assertEquals(told.body(), whole.getString("payload"));
        JsonObject attempt = whole.getJsonArray("attempt_log").getJsonObject(0);
        assertEquals(200, attempt.getInt("status"));
        assertEquals("seen", attempt.getString("answer"));
        assertTrue(attempt.getInt("duration_ms") >= 0);
    }

    @Test
    @DisplayName(
            "L28: an attempt that fails is made again with the same id and body and a new timestamp; so is a replay")
    void aRetryHasTheSameIdAndANewTimestamp() throws Exception {
        receiver.answer("500 Oops").answer("302 Found\r\nLocation: " + receiver.url() + "-elsewhere");
        raise(EventType.INVOICE_ISSUED);
        Received first = receiver.next();
        awaitAttempts(1);
        Thread.sleep(1_000);
        sendNow();
        Received second = receiver.next();
        assertSameNews(first, second);
        awaitAttempts(2);
        receiver.assertNothingComes("a redirect is a failure, and nobody follows it");
        sendNow();
        assertSameNews(first, receiver.next());

        JsonObject delivery = awaitState("delivered");
        JsonArray log = api.get(endpoint + "/deliveries/" + delivery.getString("id"))
                .json()
                .getJsonArray("attempt_log");
        assertEquals(
                List.of(500, 302, 200),
                log.stream().map(one -> one.asJsonObject().getInt("status")).toList());

        Told replay = api.send("POST", endpoint + "/deliveries/" + delivery.getString("id") + "/replay", null, "");
        assertEquals(202, replay.status(), replay.body());
        assertSameNews(first, receiver.next());
    }

    @Test
    @DisplayName("L28: both secrets sign while one replaces the other; afterwards the new one alone")
    void bothSecretsSignDuringRotation() throws Exception {
        String key = UUID.randomUUID().toString();
        Told rotated = api.post(endpoint + "/rotate", key, "");
        assertEquals(200, rotated.status(), rotated.body());
        assertFalse(rotated.json().isNull("old_secret_ends_at"));
        String newSecret = rotated.text("secret");
        assertNotEquals(secret, newSecret);
        assertEquals(
                newSecret, api.post(endpoint + "/rotate", key, "").text("secret"), "a lost answer loses no secret");

        raise(EventType.INVOICE_ISSUED);
        Received both = receiver.next();
        assertEquals(2, both.headers().get("webhook-signature").split(" ").length);
        assertTrue(isSigned(both, secret) && isSigned(both, newSecret));

        database.update("UPDATE webhook_endpoint SET old_secret_ends = clock_timestamp() WHERE id = ?", id());
        raise(EventType.INVOICE_ISSUED);
        Received later = receiver.next();
        assertTrue(isSigned(later, newSecret));
        assertFalse(isSigned(later, secret));
    }

    @Test
    @DisplayName("L28: 410 disables; enabled again, what waits is sent and what failed can be replayed")
    void goneDisables() throws Exception {
        receiver.answer("410 Gone");
        raise(EventType.INVOICE_ISSUED);
        Received first = receiver.next();
        JsonObject failed = awaitState("failed");
        JsonObject disabled = api.get(endpoint).json();
        assertFalse(disabled.getBoolean("enabled"));
        assertEquals("It answered 410 Gone.", disabled.getString("disabled_reason"));
        raise(EventType.INVOICE_ISSUED);
        receiver.assertNothingComes("nothing comes");
        String replay = endpoint + "/deliveries/" + failed.getString("id") + "/replay";
        assertEquals(422, api.send("POST", replay, null, "").status());

        Told enabled = api.put(endpoint, "{\"url\":\"" + receiver.url() + "\"}");
        assertTrue(enabled.json().isNull("disabled_reason"), enabled.body());
        assertEquals(202, api.send("POST", replay, null, "").status());
        assertEquals(
                first.headers().get("webhook-id"), receiver.next().headers().get("webhook-id"));
    }

    @Test
    @DisplayName("L28: private targets are refused, as they are entered and as they are sent to")
    void privateTargetsAreRefused() throws Exception {
        for (String url : List.of(
                "https://10.0.0.1/",
                "https://192.168.0.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://100.64.0.1/",
                "https://[fe80::1]/",
                "https://[fd00:ec2::254]/",
                "https://[::ffff:10.0.0.1]/",
                "https://[64:ff9b::a00:1]/",
                "https://[2002:a00:1::]/",
                "https://167772161/",
                "ftp://example.com/",
                "https://user@example.com/",
                "https://example.com/#x",
                "nowhere")) {
            Told told = api.post("/webhook-endpoints", UUID.randomUUID().toString(), "{\"url\":\"" + url + "\"}");
            assertEquals(400, told.status(), url);
            assertEquals("url", told.error("param"), url);
            assertEquals(400, api.put(endpoint, "{\"url\":\"" + url + "\"}").status(), url);
        }
        database.update("UPDATE webhook_endpoint SET url = 'http://10.0.0.1:9/' WHERE id = ?", id());
        raise(EventType.INVOICE_ISSUED);
        awaitAttempts(1);
        assertEquals(
                "refused: 10.0.0.1 has an address that is not on the public Internet",
                attempts().getJsonObject(0).getString("error"));
    }

    @Test
    void anOverloadedEndpointIsLeftAlone() throws Exception {
        receiver.answer("429 Slow Down\r\nRetry-After: 120");
        raise(EventType.INVOICE_ISSUED);
        receiver.next();
        awaitAttempts(1);
        raise(EventType.INVOICE_ISSUED);
        receiver.assertNothingComes("nothing more, for as long as it asked");
        long left = database.first(
                        "SELECT extract(epoch FROM slow_until - clock_timestamp())::bigint FROM webhook_endpoint WHERE id = ?",
                        row -> row.getLong(1),
                        id())
                .orElseThrow();
        assertTrue(left > 100 && left <= 120, "s left: " + left);
    }

    @Test
    @DisplayName("a node that dies with a delivery in hand leaves it to the next")
    void aClaimEnds() throws Exception {
        receiver.answer("500 Oops");
        raise(EventType.INVOICE_ISSUED);
        Received first = receiver.next();
        awaitAttempts(1);
        Thread.sleep(1_000);
        database.update(
                "UPDATE webhook_delivery SET attempts = 2, next_at = clock_timestamp() WHERE endpoint_id = ?", id());
        assertSameNews(first, receiver.next());
    }

    @Test
    void endpointsAreTheirOwners() throws Exception {
        Told filtered = create("\"event_types\":[\"order.credited\"]");
        assertEquals(201, filtered.status(), filtered.body());
        assertEquals(400, create("\"event_types\":[\"order.paid\"]").status());
        assertEquals(400, create("\"typ\":1").status());
        raise(EventType.INVOICE_ISSUED);
        receiver.next();
        receiver.assertNothingComes("one endpoint wants it");
        assertEquals(
                2, api.get("/webhook-endpoints").json().getJsonArray("data").size());
        assertFalse(api.get("/webhook-endpoints").body().contains("whsec_"));
        assertFalse(
                database.first(
                                "SELECT position(? IN secret) > 0 FROM webhook_endpoint WHERE id = ?",
                                row -> row.getBoolean(1),
                                Base64.getDecoder().decode(secret.substring("whsec_".length())),
                                id())
                        .orElseThrow(),
                "sealed at rest");

        ApiCalls foreign = ApiCalls.as(KeyRole.OWNER, wallets.open(), keys);
        assertEquals(404, foreign.get(endpoint).status());
        assertEquals(404, foreign.get(endpoint + "/deliveries").status());
        assertEquals(404, foreign.delete(endpoint).status());
        assertEquals(
                404,
                foreign.put(endpoint, "{\"url\":\"" + receiver.url() + "\"}").status());
        assertEquals(404, foreign.post(endpoint + "/rotate", "k", "").status());

        assertEquals(200, api.delete(endpoint).status());
        assertEquals(404, api.get(endpoint).status());
        raise(EventType.INVOICE_ISSUED);
        receiver.assertNothingComes("nothing comes");
    }

    private Told create(String more) {
        return api.post(
                "/webhook-endpoints",
                UUID.randomUUID().toString(),
                "{\"url\":\"" + receiver.url() + "\"," + more + "}");
    }

    private void raise(EventType type) throws Exception {
        transaction.begin();
        notifications.raise(organisation, type, Map.of("number", "TP-" + UUID.randomUUID()));
        transaction.commit();
    }

    private void assertSameNews(Received first, Received again) {
        assertEquals("/hook", again.path());
        assertEquals(first.headers().get("webhook-id"), again.headers().get("webhook-id"));
        assertEquals(first.body(), again.body());
        assertTrue(isSigned(again, secret));
        assertTrue(again.timestamp() > first.timestamp(), "a timestamp of its own");
    }

    private boolean isSigned(Received told, String with) {
        return told.isSigned(with, clock.now());
    }

    private long id() {
        return Long.parseLong(endpoint.substring(endpoint.lastIndexOf('/') + 1));
    }

    /** What waits for its time is due now. */
    private void sendNow() {
        database.update("UPDATE webhook_delivery SET next_at = clock_timestamp() WHERE endpoint_id = ?", id());
    }

    private JsonArray attempts() {
        String delivery = api.get(endpoint + "/deliveries")
                .json()
                .getJsonArray("data")
                .getJsonObject(0)
                .getString("id");
        return api.get(endpoint + "/deliveries/" + delivery).json().getJsonArray("attempt_log");
    }

    private void awaitAttempts(int count) throws Exception {
        long deadline = System.nanoTime() + SOON * 1_000_000_000L;
        while (attempts().size() < count) {
            assertTrue(System.nanoTime() < deadline, "not " + count + " attempts: " + attempts());
            Thread.sleep(50);
        }
    }

    /** The newest delivery, once it is in this state. */
    private JsonObject awaitState(String state) throws Exception {
        long deadline = System.nanoTime() + SOON * 1_000_000_000L;
        while (true) {
            JsonObject newest = api.get(endpoint + "/deliveries")
                    .json()
                    .getJsonArray("data")
                    .getJsonObject(0);
            if (newest.getString("state").equals(state)) {
                return newest;
            }
            assertTrue(System.nanoTime() < deadline, newest.toString());
            Thread.sleep(50);
        }
    }
}
