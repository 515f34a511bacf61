package io.tallyport.inserver.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.database.Database;
import io.tallyport.idempotency.Answer;
import io.tallyport.idempotency.ForgottenKeys;
import io.tallyport.idempotency.Idempotency;
import io.tallyport.idempotency.KeyedRequest;
import io.tallyport.inserver.ApiCalls;
import io.tallyport.inserver.ApiCalls.Told;
import io.tallyport.inserver.Sales;
import io.tallyport.inserver.ServerParts;
import io.tallyport.inserver.Wallets;
import io.tallyport.key.ApiKeys;
import io.tallyport.key.KeyRole;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keys that make a request of {@code /v1/billing} happen once, over HTTP. */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class IdempotencyKeysInServerIT {
    private static final int AT_ONCE = 32;

    @Inject
    private Wallets wallets;

    @Inject
    private Sales sales;

    @Inject
    private ApiKeys keys;

    @Inject
    private Idempotency idempotency;

    @Inject
    private ForgottenKeys forgottenKeys;

    @Inject
    private Database database;

    @Resource
    private ManagedExecutorService threads;

    private long organisation;
    private ApiCalls api;
    private String bought;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(IdempotencyKeysInServerIT.class, ApiCalls.class);
    }

    @BeforeEach
    void open() {
        organisation = wallets.open();
        api = ApiCalls.as(KeyRole.BILLING, organisation, keys);
        bought = String.valueOf(sales.packageOf(sales.berlin("RA", true), "EUR", 33_33, 30 * Sales.CREDIT, null));
    }

    @Test
    @DisplayName("L23: same key, other body, path or method: 422 and no effect; same request: the stored answer")
    void aKeyIsOfOneRequest() {
        buyerIsKnown();
        String key = UUID.randomUUID().toString();
        Told first = place(key);
        assertEquals(201, first.status(), first.body());
        assertFalse(first.isReplayed());

        Told again = place(key);
        assertEquals(201, again.status());
        assertEquals(first.body(), again.body());
        assertTrue(again.isReplayed());

        Told other = api.post("/orders", key, "{\"package\":\"" + bought + "\",\"method\":\"bank_transfer\"}");
        assertEquals(422, other.status());
        assertEquals("idempotency_key_reused", other.error("code"));
        Told elsewhere = api.post("/orders/" + first.text("id") + "/cancel", key, "");
        assertEquals("idempotency_key_reused", elsewhere.error("code"));
        assertEquals(1, orders());
        assertEquals("quoted", api.get("/orders/" + first.text("id")).text("state"));

        organisation = wallets.open();
        api = ApiCalls.as(KeyRole.BILLING, organisation, keys);
        buyerIsKnown();
        assertNotEquals(first.text("id"), place(key).text("id"), "keys are an organisation's own");
    }

    @Test
    @DisplayName("L23: a request many times at once has one effect; the others wait or are told to")
    void aRequestManyTimesAtOnce() {
        buyerIsKnown();
        String key = UUID.randomUUID().toString();
        List<CompletableFuture<Told>> answers = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> place(key), threads))
                .toList();
        for (CompletableFuture<Told> answer : answers) {
            Told told = answer.join();
            assertTrue(told.status() == 201 || told.status() == 409, told.body());
            if (told.status() == 409) {
                assertEquals("idempotency_key_in_progress", told.error("code"));
                assertTrue(told.headers().firstValue("retry-after").isPresent());
            }
        }
        assertEquals(1, orders());
    }

    @Test
    @DisplayName("L24: what was refused stays refused under its key, even if it would pass now")
    void aRefusalStays() {
        String key = UUID.randomUUID().toString();
        Told refused = place(key);
        assertEquals(422, refused.status());
        buyerIsKnown();

        Told again = place(key);
        assertEquals(422, again.status());
        assertEquals(refused.body(), again.body());
        assertTrue(again.isReplayed());
        assertEquals(0, orders());
        assertEquals(201, place(UUID.randomUUID().toString()).status());
    }

    @Test
    @DisplayName("killed between the effect and the stored answer: the next one gets the order, and there is one")
    void whoDiesAfterTheEffectLeavesOneOrder() {
        buyerIsKnown();
        String key = UUID.randomUUID().toString();
        Told first = place(key);
        loseTheAnswer(key, "interval '1 minute'");
        Told early = place(key);
        assertEquals(409, early.status(), "its maker may live");
        assertTrue(Integer.parseInt(early.headers().firstValue("retry-after").orElseThrow()) > 50);

        loseTheAnswer(key, "interval '-1 second'");
        Told again = place(key);
        assertEquals(201, again.status(), again.body());
        assertEquals(first.text("id"), again.text("id"));
        assertFalse(again.isReplayed());
        assertEquals(1, orders());
        assertTrue(place(key).isReplayed());
    }

    @Test
    @DisplayName("killed before the effect: the next one has it")
    void whoDiesBeforeTheEffectLosesNothing() {
        buyerIsKnown();
        String key = UUID.randomUUID().toString();
        place(key);
        database.update("UPDATE payment_order SET state = 'CANCELLED' WHERE organisation_id = ?", organisation);
        loseTheAnswer(key, "interval '-1 second'");
        database.update("UPDATE idempotency_key SET operation = gen_random_uuid() WHERE key = ?", key);
        assertEquals("quoted", place(key).text("state"));
        assertEquals(2, orders());
    }

    @Test
    @DisplayName("failures of ours are not kept; keys are forgotten after 30 days")
    void whatIsKept() {
        KeyedRequest request = KeyedRequest.of(organisation, "k-" + UUID.randomUUID(), "POST", "/x", new byte[0]);
        AtomicInteger runs = new AtomicInteger();
        List<UUID> operations = new ArrayList<>();
        for (int status : List.of(503, 200, 200)) {
            Answer answer = idempotency.once(request, operation -> {
                runs.incrementAndGet();
                operations.add(operation);
                return Answer.of(status, new byte[] {'x'});
            });
            assertEquals(status, answer.status());
        }
        assertEquals(2, runs.get());
        assertEquals(operations.get(0), operations.get(1), "its effects are to happen once");

        String age = "UPDATE idempotency_key SET created_at = clock_timestamp() - interval '%s days' WHERE key = ?";
        database.update(age.formatted("29"), request.key());
        forgottenKeys.forget();
        assertEquals(1, keysNamed(request.key()));
        database.update(age.formatted("31"), request.key());
        forgottenKeys.forget();
        assertEquals(0, keysNamed(request.key()));
    }

    private void buyerIsKnown() {
        sales.consumer(organisation, "80331", "München", "DE");
    }

    private Told place(String key) {
        return api.post("/orders", key, "{\"package\":\"" + bought + "\"}");
    }

    /** As if its maker had died before it could store it. */
    private void loseTheAnswer(String key, String claimLeft) {
        database.update(
                "UPDATE idempotency_key SET status = NULL, body = NULL, claimed_until = clock_timestamp() + "
                        + claimLeft + " WHERE organisation_id = ? AND key = ?",
                organisation,
                key);
    }

    private long orders() {
        return wallets.number("SELECT count(*) FROM payment_order WHERE organisation_id = ?", organisation);
    }

    private long keysNamed(String key) {
        return database.first("SELECT count(*) FROM idempotency_key WHERE key = ?", row -> row.getLong(1), key)
                .orElseThrow();
    }
}
