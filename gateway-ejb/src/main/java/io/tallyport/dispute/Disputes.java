package io.tallyport.dispute;

import io.tallyport.alert.Alerts;
import io.tallyport.credit.Leases;
import io.tallyport.lot.Chargebacks;
import io.tallyport.lot.Chargebacks.Disputed;
import io.tallyport.lot.Refunds;
import io.tallyport.order.Order;
import io.tallyport.order.OrderBook;
import io.tallyport.order.OrderState;
import io.tallyport.payment.Crediting;
import io.tallyport.payment.ProviderDispute;
import io.tallyport.payment.ProviderPayment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Takes over what becomes of disputes, and says which there are. */
@ApplicationScoped
public class Disputes implements Crediting.Follower {
    @Inject
    private OrderBook orders;

    @Inject
    private Refunds refunds;

    @Inject
    private Chargebacks chargebacks;

    @Inject
    private Leases leases;

    @Inject
    private DisputeStore store;

    @Inject
    private Alerts alerts;

    @Inject
    @ConfigProperty(name = "tallyport.dispute.tax-relief", defaultValue = "false")
    private boolean taxRelief;

    /** The oldest first. */
    public List<Dispute> open() {
        return store.open();
    }

    public List<Dispute> of(long orderId) {
        return store.of(orderId);
    }

    @Override
    public Turn turn() {
        return Turn.DISPUTES;
    }

    @Override
    public Optional<String> follow(Order order, ProviderPayment payment) {
        if (payment.dispute() == null || payment.paymentId() == null) {
            return Optional.empty();
        }
        ProviderDispute told = payment.dispute();
        Optional<Dispute> known = store.find(payment.provider(), told.id());
        if (known.isPresent()) {
            return goOn(known.get(), told);
        }
        Order current = orders.lock(order.id()).orElseThrow();
        if (!store.isCredited(order.id(), payment.provider(), payment.paymentId())
                || !current.state().next().contains(OrderState.DISPUTED)
                || told.amount() <= 0
                || told.amount() > order.gross()) {
            return Optional.of("dispute " + told.id() + " of " + told.amount() + " minor units of " + payment.currency()
                    + " finds the order " + current.state() + " and is not booked");
        }
        return goOn(open(current, payment, told), told);
    }

    private Dispute open(Order order, ProviderPayment payment, ProviderDispute told) {
        long group = refunds.groupOf(order.id(), order.organisationId()).orElseThrow();
        long kept = chargebacks.open(disputed(order, group, payment.provider(), told));
        leases.recall(order.organisationId());
        orders.move(order, OrderState.DISPUTED, payment.provider(), told.id());
        alerts.raise("payment-disputed", null, payment.provider() + ": " + told.id() + ", order " + order.id());
        return store.insert(
                payment.provider(),
                told.id(),
                order.id(),
                group,
                order.organisationId(),
                order.currency(),
                told.amount(),
                kept);
    }

    private Optional<String> goOn(Dispute dispute, ProviderDispute told) {
        if (told.amount() != dispute.amount() || !dispute.isOpen() && !isAsTold(dispute, told)) {
            return Optional.of("dispute " + told.id() + " was " + dispute.state() + " for " + dispute.amount()
                    + " minor units and is " + told.status() + " for " + told.amount());
        }
        Order order = orders.lock(dispute.orderId()).orElseThrow();
        Disputed disputed = disputed(order, dispute.groupId(), dispute.provider(), told);
        if (told.fee() != dispute.fee()) {
            chargebacks.fee(disputed, told.fee(), told.fee() - dispute.fee());
            store.setFee(dispute.id(), told.fee());
        }
        if (dispute.isOpen()) {
            close(order, dispute, disputed, told.status());
        }
        return Optional.empty();
    }

    private static boolean isAsTold(Dispute dispute, ProviderDispute told) {
        return dispute.state().name().equals(told.status().name());
    }

    private void close(Order order, Dispute dispute, Disputed disputed, ProviderDispute.Status status) {
        switch (status) {
            case OPEN -> {
                return;
            }
            case WON -> {
                chargebacks.won(disputed, dispute.keptNano());
                store.close(dispute.id(), Dispute.State.WON);
                orders.move(order, OrderState.WON, dispute.provider(), dispute.providerId());
            }
            case LOST -> {
                chargebacks.lost(disputed, dispute.keptNano(), taxRelief);
                store.close(dispute.id(), Dispute.State.LOST);
                orders.move(order, OrderState.LOST, dispute.provider(), dispute.providerId());
            }
        }
    }

    private static Disputed disputed(Order order, long group, String provider, ProviderDispute told) {
        return new Disputed(
                "dispute:" + provider + ":" + told.id(),
                order.organisationId(),
                group,
                provider,
                order.currency(),
                told.amount(),
                order.gross());
    }
}
