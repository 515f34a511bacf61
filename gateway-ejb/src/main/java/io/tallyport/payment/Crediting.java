package io.tallyport.payment;

import io.tallyport.database.DatabaseClock;
import io.tallyport.lot.TopUp;
import io.tallyport.lot.TopUps;
import io.tallyport.order.Order;
import io.tallyport.order.OrderBook;
import io.tallyport.order.OrderState;
import io.tallyport.seller.Sellers;
import io.tallyport.tax.TaxSnapshot;
import io.tallyport.tax.TaxSnapshots;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes over what a provider says of a payment: one transaction that locks the order, compares the payment with what was
 * quoted, and credits it, or moves the order on.
 */
@Stateless
public class Crediting {
    private static final Set<OrderState> WAITING = EnumSet.of(OrderState.REDIRECTED, OrderState.PROCESSING);
    /** A payment that comes now is late: a person decides about it. */
    private static final Set<OrderState> GIVEN_UP =
            EnumSet.of(OrderState.EXPIRED, OrderState.FAILED, OrderState.CANCELLED);

    @Inject
    private OrderBook orders;

    @Inject
    private TaxSnapshots snapshots;

    @Inject
    private TopUps topUps;

    @Inject
    private Sellers sellers;

    @Inject
    private PaymentCreditStore credits;

    @Inject
    private DatabaseClock clock;

    /** What was done about a payment. */
    public enum Outcome {
        CREDITED,
        ALREADY_CREDITED,
        /** The order went on, or there was nothing to do. */
        NOTED,
        /** A person must decide. */
        MISMATCH,
        /** Not one of our orders. */
        UNKNOWN
    }

    /** @param reason for people; empty where the outcome says it */
    public record Result(Outcome outcome, String reason) {
        static Result of(Outcome outcome) {
            return new Result(outcome, "");
        }
    }

    /** @param live whether real money is expected */
    public Result take(ProviderPayment payment, boolean live) {
        Optional<Order> found = payment.orderId() == null ? Optional.empty() : orders.lock(payment.orderId());
        if (found.isEmpty()) {
            return Result.of(Outcome.UNKNOWN);
        }
        Order order = found.get();
        return switch (payment.status()) {
            case PAID -> paid(order, payment, live);
            case OPEN -> Result.of(Outcome.NOTED);
            case PROCESSING -> moveFrom(EnumSet.of(OrderState.REDIRECTED), order, OrderState.PROCESSING, payment);
            case FAILED -> moveFrom(WAITING, order, OrderState.FAILED, payment);
            case EXPIRED -> moveFrom(WAITING, order, OrderState.EXPIRED, payment);
        };
    }

    private Result moveFrom(Set<OrderState> from, Order order, OrderState to, ProviderPayment payment) {
        if (from.contains(order.state()) && payment.sessionId().equals(order.sessionId())) {
            orders.move(order, to, payment.provider(), null);
        }
        return Result.of(Outcome.NOTED);
    }

    private Result paid(Order order, ProviderPayment payment, boolean live) {
        Optional<String> credited = credits.paymentOf(order.id());
        if (credited.isPresent()) {
            return credited.get().equals(payment.paymentId())
                    ? Result.of(Outcome.ALREADY_CREDITED)
                    : new Result(Outcome.MISMATCH, "order " + order.id() + " is paid a second time");
        }
        if (GIVEN_UP.contains(order.state())) {
            return mismatch(order, payment, "paid after the order was " + order.state());
        }
        if (!WAITING.contains(order.state())) {
            return new Result(Outcome.MISMATCH, "order " + order.id() + " is " + order.state() + " and was paid");
        }
        @Nullable String difference = Comparison.difference(order, payment, live);
        if (difference != null) {
            return mismatch(order, payment, difference);
        }
        String paymentId = Objects.requireNonNull(payment.paymentId(), "compared before");
        if (credits.isKnown(payment.provider(), paymentId)) {
            return mismatch(order, payment, "the payment was credited to another order");
        }
        credit(order, payment, paymentId);
        return Result.of(Outcome.CREDITED);
    }

    private Result mismatch(Order order, ProviderPayment payment, String reason) {
        orders.move(order, OrderState.MISMATCH, payment.provider(), reason);
        return new Result(Outcome.MISMATCH, "order " + order.id() + ": " + reason);
    }

    /** Credited is what was quoted, never the provider's total. */
    private void credit(Order order, ProviderPayment payment, String paymentId) {
        Order paid = orders.move(order, OrderState.PAID, payment.provider(), paymentId);
        TaxSnapshot snapshot = snapshots
                .find(Objects.requireNonNull(order.taxSnapshotId(), "quoted"))
                .orElseThrow();
        UUID transaction = topUps.post(topUp(order, snapshot, payment.provider()), "order:" + order.id())
                .orThrow();
        credits.insert(order.id(), payment.provider(), paymentId, transaction, payment.instrument());
        if (order.crossBorderCents() != null) {
            sellers.countCrossBorderSale(order.sellerId(), order.crossBorderCents());
        }
        orders.move(paid, OrderState.CREDITED, payment.provider(), null);
    }

    private TopUp topUp(Order order, TaxSnapshot snapshot, String provider) {
        @Nullable
        Instant bonusEnds = order.bonusDays() == null ? null : clock.now().plus(Duration.ofDays(order.bonusDays()));
        return new TopUp(
                order.organisationId(),
                new TopUp.Sale(
                        TopUp.Sale.Source.PAYMENT,
                        provider,
                        order.currency(),
                        snapshot.net(),
                        snapshot.tax(),
                        snapshot.assessment().ratePpm(),
                        snapshot.accountDetail(),
                        order.id(),
                        snapshot.id()),
                order.creditsNano(),
                order.bonusNano(),
                bonusEnds);
    }
}
