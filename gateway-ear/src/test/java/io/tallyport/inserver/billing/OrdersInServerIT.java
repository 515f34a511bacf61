package io.tallyport.inserver.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.currency.ExchangeRates;
import io.tallyport.database.Database;
import io.tallyport.database.DatabaseClock;
import io.tallyport.database.DatabaseException;
import io.tallyport.error.GatewayException;
import io.tallyport.inserver.Sales;
import io.tallyport.inserver.ServerParts;
import io.tallyport.inserver.Wallets;
import io.tallyport.jurisdiction.TaxRates;
import io.tallyport.ledger.Approval;
import io.tallyport.offer.BonusRule;
import io.tallyport.offer.CreditPackage.Amounts;
import io.tallyport.offer.Offers;
import io.tallyport.order.Order;
import io.tallyport.order.OrderState;
import io.tallyport.order.Orders;
import io.tallyport.seller.Seller;
import io.tallyport.tax.TaxSnapshot;
import io.tallyport.tax.TaxSnapshots;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Orders up to their quote, on real rows: price, bonus and tax are fixed once, and states follow their table. */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class OrdersInServerIT {
    private static final long CREDIT = Sales.CREDIT;

    @Inject
    private Wallets wallets;

    @Inject
    private Sales sales;

    @Inject
    private Offers offers;

    @Inject
    private Orders orders;

    @Inject
    private TaxSnapshots snapshots;

    @Inject
    private TaxRates rates;

    @Inject
    private ExchangeRates exchangeRates;

    @Inject
    private Database database;

    @Inject
    private DatabaseClock clock;

    @Resource
    private ManagedExecutorService threads;

    private long organisation;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(OrdersInServerIT.class);
    }

    @BeforeEach
    void open() {
        organisation = wallets.open();
        offers.ensure(new BonusRule(0, 100 * CREDIT, 100_000, false, null, 365), "finance");
        offers.ensure(new BonusRule(0, 500 * CREDIT, 150_000, false, null, 365), "finance");
    }

    @Test
    @DisplayName("a quote fixes price, bonus and tax: G03, with the register's word in the snapshot")
    void aQuoteFixesWhatIsPaid() {
        long bought = sales.packageOf(sales.berlin("QA", true), "EUR", 50_000, 500 * CREDIT, null);
        sales.business(organisation, "Exemple SARL", "75001", "Paris", "FR", "fr 88 100 000 009");
        Order order = sales.place(organisation, bought, null);

        assertEquals(OrderState.QUOTED, order.state());
        assertEquals(50_000, order.gross());
        assertEquals(500 * CREDIT, order.creditsNano());
        assertEquals(75 * CREDIT, order.bonusNano());
        assertTrue(order.reference().startsWith("RF"));
        Duration life = Duration.between(clock.now(), order.quoteEndsAt());
        assertTrue(life.toMinutes() >= 29 && life.toMinutes() <= 30, life.toString());
        TaxSnapshot snapshot = snapshots.find(order.taxSnapshotId()).orElseThrow();
        assertEquals("EU_RC", snapshot.assessment().code());
        assertEquals("AE", snapshot.assessment().category());
        for (String told : List.of(
                "\"consultation_number\":\"WAPIAAAAY1234567\"",
                "\"vat_id\":\"FR88100000009\"",
                "\"rule_set\":\"",
                "\"number\":\"DE100000016\"",
                "\"gross_minor\":50000")) {
            assertTrue(snapshot.content().contains(told), told + " in " + snapshot.content());
        }
        assertEquals(order, orders.find(organisation, order.id()).orElseThrow());
        assertFalse(orders.find(wallets.open(), order.id()).isPresent(), "somebody else's order");
    }

    @Test
    @DisplayName("a buyer who changes country after the quote buys under the old one; the next order is another")
    void aLaterProfileChangesNoQuote() {
        long bought = sales.packageOf(sales.berlin("QB", true), "EUR", 3_333, 30 * CREDIT, null);
        sales.consumer(organisation, "80331", "München", "DE");
        Order first = sales.place(organisation, bought, null);
        sales.consumer(organisation, "00100", "Helsinki", "FI");
        Order second = sales.place(organisation, bought, null);

        assertEquals(633, first.tax());
        assertEquals(850, second.tax());
        assertEquals(1, orders.quote(first, Sales.BUYER).profileVersion());
        assertEquals(2, second.profileVersion());
        assertEquals(List.of(second, first), orders.of(organisation, Long.MAX_VALUE, 10));
    }

    @Test
    @DisplayName("the register cannot be asked: no quote, the draft stays, nothing is charged as if invalid")
    void whileTheRegisterIsAwayTheOrderIsADraft() {
        long bought = sales.packageOf(sales.madrid("QC"), "EUR", 10_000, 100 * CREDIT, null);
        sales.business(organisation, "Muster AG", "20095", "Hamburg", "DE", "DE100000024");
        GatewayException refusal = assertThrows(GatewayException.class, () -> sales.place(organisation, bought, null));

        assertTrue(refusal.message().contains("try again"), refusal.message());
        Order draft = orders.of(organisation, Long.MAX_VALUE, 1).getFirst();
        assertEquals(OrderState.DRAFT, draft.state());
        assertNull(draft.tax());
        sales.business(organisation, "Exemple SARL", "75001", "Paris", "FR", "FR88100000009");
        assertEquals(OrderState.QUOTED, orders.quote(draft, Sales.BUYER).state());
    }

    @Test
    @DisplayName("the sale that crosses EUR 10,000 is taxed at its buyer, what is only quoted counted in")
    void theSaleThatCrossesTheThreshold() {
        Seller seller = sales.berlin("QD", false);
        long bought = sales.packageOf(seller, "EUR", 100, CREDIT, new Amounts(100, 2_000_000));
        sales.consumer(organisation, "1012 AB", "Amsterdam", "NL");

        assertEquals("EU_MICRO", code(bought, 999_900));
        assertEquals("EU_MICRO", code(bought, 100));
        assertEquals("EU_OSS", code(bought, 100));
        sales.consumer(organisation, "80331", "München", "DE");
        assertEquals("DOM_B2C", code(bought, 100));
    }

    @Test
    @DisplayName("of quotes at once no two take the same room below the threshold")
    void quotesAtOnceShareTheThreshold() {
        Seller seller = sales.berlin("QE", false);
        long bought = sales.packageOf(seller, "EUR", 100, CREDIT, new Amounts(100, 2_000_000));
        sales.consumer(organisation, "1012 AB", "Amsterdam", "NL");
        List<CompletableFuture<String>> codes = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> code(bought, 300_000), threads))
                .toList();

        List<String> found =
                codes.stream().map(CompletableFuture::join).sorted().toList();
        assertEquals(3, found.stream().filter("EU_MICRO"::equals).count(), found.toString());
        assertEquals(5, found.stream().filter("EU_OSS"::equals).count(), found.toString());
    }

    @Test
    @DisplayName(
            "amounts below the minimum, huge or beside a fixed price are refused in words, and without billing details all")
    void whatCannotBeOrdered() {
        long custom = sales.packageOf(sales.berlin("QF", true), "EUR", 100, CREDIT, new Amounts(500, 1_000_000));
        long pilot = sales.packageOf(sales.berlin("QF", true), "USD", 2_000, 20 * CREDIT, null);
        assertTrue(refusal(custom, 500L).contains("billing details"));
        sales.consumer(organisation, "80331", "München", "DE");
        assertTrue(refusal(custom, 499L).contains("500"));
        assertTrue(refusal(custom, Long.MAX_VALUE).contains("1000000"));
        assertTrue(refusal(custom, -1L).contains("500"));
        assertTrue(refusal(pilot, 1_999L).contains("fixed price"));
        assertTrue(refusal(99_999_999, null).contains("no such package"));
    }

    @Test
    @DisplayName("what a sale in another currency counts for the threshold needs a rate that two people entered")
    void anotherCurrencyCountsAtItsRate() {
        long bought = sales.packageOf(sales.berlin("QG", false), "JPY", 1_000, 10 * CREDIT, null);
        sales.consumer(organisation, "1012 AB", "Amsterdam", "NL");
        assertTrue(refusal(bought, null).contains("exchange rate"));
        Approval twoPeople = new Approval("maker@x.example", "checker@x.example", "monthly");
        exchangeRates.enter("JPY", LocalDate.parse("2026-11-01"), new BigDecimal("162.5"), "ECB", twoPeople);

        assertEquals(616, exchangeRates.toEuroCents("JPY", 1_000), "6.153..., rounded up");
        assertEquals("EU_MICRO", code(bought, 1_000));
    }

    @Test
    @DisplayName("the states of Java and of the database are one table")
    void theTableOfStates() {
        Set<String> rows = new TreeSet<>(
                database.list("SELECT from_state || ' ' || to_state FROM order_transition", row -> row.getString(1)));
        Set<String> states = Arrays.stream(OrderState.values())
                .flatMap(from -> from.next().stream().map(to -> from + " " + to))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(states, rows);
    }

    @Test
    @DisplayName("L32: PAID without CREDITED cannot exist, nor CREDITED without credits, nor any other jump")
    void paidWithoutCreditedCannotExist() {
        long bought = sales.packageOf(sales.berlin("QH", true), "EUR", 1_000, 10 * CREDIT, null);
        sales.consumer(organisation, "80331", "München", "DE");
        Order order = sales.place(organisation, bought, null);
        set(order, "REDIRECTED");
        assertThrows(DatabaseException.class, () -> set(order, "PAID"));
        assertThrows(DatabaseException.class, () -> set(order, "CREDITED"));
        assertThrows(DatabaseException.class, () -> set(order, "REFUNDED"));
        assertThrows(DatabaseException.class, () -> set(order, "QUOTED"));
        assertThrows(
                DatabaseException.class,
                () -> database.update("UPDATE payment_order SET net_minor = 1 WHERE id = ?", order.id()));
        assertThrows(
                DatabaseException.class,
                () -> database.update("UPDATE payment_order SET bonus_nano = 1 WHERE id = ?", order.id()));
        assertThrows(
                DatabaseException.class,
                () -> database.update("UPDATE tax_snapshot SET tax_minor = 0 WHERE id = ?", order.taxSnapshotId()));
        assertEquals(
                OrderState.REDIRECTED,
                orders.find(organisation, order.id()).orElseThrow().state());
    }

    @Test
    @DisplayName("a rate's next change is its midnight there, so that a quote can end before it")
    void theNextChangeOfARate() {
        Instant evening = Instant.parse("2025-06-30T20:30:00Z");
        assertEquals(
                Instant.parse("2025-06-30T21:00:00Z"),
                rates.nextChange("EE", evening).orElseThrow());
        assertTrue(rates.nextChange("DE", clock.now()).isEmpty(), "none is known");
    }

    private String code(long bought, long amount) {
        Order order = sales.place(organisation, bought, amount);
        return snapshots.find(order.taxSnapshotId()).orElseThrow().assessment().code();
    }

    private String refusal(long bought, Long amount) {
        return assertThrows(GatewayException.class, () -> sales.place(organisation, bought, amount))
                .message();
    }

    private void set(Order order, String state) {
        database.update("UPDATE payment_order SET state = ? WHERE id = ?", state, order.id());
    }
}
