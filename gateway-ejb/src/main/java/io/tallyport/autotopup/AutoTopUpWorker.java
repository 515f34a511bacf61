package io.tallyport.autotopup;

import io.tallyport.alert.Alerts;
import io.tallyport.autotopup.AutoTopUpStore.Claimed;
import io.tallyport.database.DatabaseState;
import io.tallyport.error.GatewayException;
import io.tallyport.order.Order;
import io.tallyport.order.OrderState;
import io.tallyport.order.Orders;
import io.tallyport.payment.OffSessionPayments;
import io.tallyport.payment.PaymentProvider;
import io.tallyport.payment.PaymentProviders;
import io.tallyport.timing.Intervals;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Begins and follows the orders, on whatever node. */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AutoTopUpWorker {
    private static final Logger LOG = System.getLogger(AutoTopUpWorker.class.getName());
    private static final String ACTOR = "auto-top-up";
    private static final Duration CLAIM = Duration.ofMinutes(2);
    private static final Duration AFTER_THE_CAP = Duration.ofHours(6);
    private static final Duration UNTIL_THE_REGISTER_ANSWERS = Duration.ofMinutes(5);
    private static final int MOST_FAILURES = 3;
    private static final int AT_ONCE = 20;

    @Inject
    @ConfigProperty(name = "tallyport.auto-top-up.every", defaultValue = "PT15S")
    private Duration pause;

    @Inject
    @ConfigProperty(name = "tallyport.auto-top-up.after-a-failure", defaultValue = "PT1H")
    private Duration afterAFailure;

    @Inject
    private AutoTopUpStore store;

    @Inject
    private PaymentProviders providers;

    @Inject
    private Orders orders;

    @Inject
    private OffSessionPayments offSession;

    @Inject
    private Alerts alerts;

    @Inject
    private DatabaseState state;

    @Inject
    private Intervals intervals;

    @PostConstruct
    void start() {
        intervals.every(pause, "buy credits for those who agreed to it", this::work);
    }

    private void work() {
        if (!state.isReachable() || providers.active().isEmpty()) {
            return;
        }
        store.begin(providers.active().orElseThrow().name());
        store.claim(AT_ONCE, CLAIM).forEach(this::advance);
    }

    private void advance(Claimed claimed) {
        try {
            follow(claimed, claimed.orderId() == null ? place(claimed) : order(claimed));
        } catch (PaymentProvider.Unavailable e) {
            LOG.log(Level.WARNING, "An order of an auto top-up cannot be paid at the moment; trying again", e);
            store.lookAgain(claimed.id(), pause);
        } catch (GatewayException e) {
            failed(claimed, String.valueOf(e.getMessage()));
        }
    }

    private Order place(Claimed claimed) {
        Order order = orders.place(
                claimed.organisationId(),
                new Orders.Wish(
                        claimed.terms().packageId(),
                        claimed.terms().amount(),
                        Order.Method.CHECKOUT,
                        null,
                        Optional.empty()),
                ACTOR);
        store.placed(claimed.id(), order.id());
        return order;
    }

    private Order order(Claimed claimed) {
        long id = Objects.requireNonNull(claimed.orderId(), "asked before");
        return orders.find(claimed.organisationId(), id).orElseThrow();
    }

    private void follow(Claimed claimed, Order order) {
        switch (order.state()) {
            case DRAFT -> quote(claimed, order);
            case QUOTED -> payWithinTheCap(claimed, order);
            // on its way, or a node died before the charge: which of both is the same to the provider
            case REDIRECTED -> pay(claimed, order);
            case PROCESSING -> store.lookAgain(claimed.id(), pause);
            case EXPIRED, FAILED, CANCELLED, MISMATCH, REJECTED ->
                failed(claimed, "order " + order.id() + " is " + order.state());
            case PAID,
                    CREDITED,
                    AWAITING_TRANSFER,
                    RECEIPT_ENTERED,
                    APPROVED,
                    PARTIALLY_REFUNDED,
                    REFUNDED,
                    DISPUTED,
                    WON,
                    LOST -> store.end(claimed.id(), "CREDITED", false, Duration.ZERO);
        }
    }

    /** A draft waits for the register of VAT identifiers, which is nobody's failure. */
    private void quote(Claimed claimed, Order draft) {
        Order quoted = orders.quote(draft, ACTOR);
        if (quoted.state() == OrderState.DRAFT) {
            store.lookAgain(claimed.id(), UNTIL_THE_REGISTER_ANSWERS);
            return;
        }
        follow(claimed, quoted);
    }

    private void payWithinTheCap(Claimed claimed, Order order) {
        long spent = Math.addExact(store.spentThisMonth(claimed), order.gross());
        if (spent <= claimed.terms().monthlyCap()) {
            pay(claimed, order);
            return;
        }
        store.end(claimed.id(), "CAP", false, AFTER_THE_CAP);
        alerts.raise("auto-top-up-cap", claimed.organisationId(), "Another order would be above the monthly cap");
    }

    private void pay(Claimed claimed, Order order) {
        Order charged = offSession.charge(order, claimed.method(), ACTOR);
        if (charged.state() == OrderState.REDIRECTED) {
            store.lookAgain(claimed.id(), pause);
            return;
        }
        follow(claimed, charged);
    }

    private void failed(Claimed claimed, String reason) {
        int failures = store.end(claimed.id(), reason, true, afterAFailure);
        if (failures < MOST_FAILURES) {
            return;
        }
        store.stop(claimed.organisationId(), "failed " + failures + " times: " + reason);
        alerts.raise("auto-top-up-stopped", claimed.organisationId(), "The auto top-up was stopped: " + reason);
    }
}
