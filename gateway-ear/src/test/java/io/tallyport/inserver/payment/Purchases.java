package io.tallyport.inserver.payment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.database.Retries;
import io.tallyport.inserver.Sales;
import io.tallyport.inserver.Wallets;
import io.tallyport.order.Order;
import io.tallyport.order.OrderBook;
import io.tallyport.order.OrderState;
import io.tallyport.order.Orders;
import io.tallyport.payment.Crediting;
import io.tallyport.payment.Crediting.Outcome;
import io.tallyport.payment.ProviderPayment;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A consumer's orders in Germany, brought to where a test of payments begins. G01 each: 33.33 net, in euro 6.33 tax. */
@Dependent
class Purchases {
    @Inject
    private Wallets wallets;

    @Inject
    private Sales sales;

    @Inject
    private Orders orders;

    @Inject
    private OrderBook book;

    @Inject
    private Crediting crediting;

    @Inject
    private UserTransaction transaction;

    /** The id of an organisation that nobody else uses. */
    long buyer() {
        long organisation = wallets.open();
        sales.consumer(organisation, "80331", "München", "DE");
        return organisation;
    }

    /** @param credits nano-credits */
    Order quoted(long buyer, String seller, String currency, long credits) {
        return sales.place(buyer, sales.packageOf(sales.berlin(seller, true), currency, 33_33, credits, null), null);
    }

    /** In euro, on the page of a provider that no code stands for. */
    Order atProvider(long buyer, String seller, long credits) throws Exception {
        Order quoted = quoted(buyer, seller, "EUR", credits);
        transaction.begin();
        Order redirected = book.redirect(
                book.lock(quoted.id()).orElseThrow(),
                "test",
                "session-" + UUID.randomUUID(),
                "https://pay.example/1",
                Sales.BUYER);
        transaction.commit();
        return redirected;
    }

    Outcome take(ProviderPayment payment) {
        return told(payment).outcome();
    }

    Crediting.Result told(ProviderPayment payment) {
        return Retries.run(() -> crediting.take(payment, true));
    }

    OrderState state(Order order) {
        return orders.find(order.organisationId(), order.id()).orElseThrow().state();
    }

    void await(Duration atMost, Order order, OrderState state) throws InterruptedException {
        await(atMost, () -> state(order) == state, () -> "not " + state + " but " + state(order));
    }

    static void await(Duration atMost, BooleanSupplier reached) throws InterruptedException {
        await(atMost, reached, () -> "not reached in time");
    }

    static void await(Duration atMost, BooleanSupplier reached, Supplier<String> instead) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!reached.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, instead);
            Thread.sleep(50);
        }
    }
}
