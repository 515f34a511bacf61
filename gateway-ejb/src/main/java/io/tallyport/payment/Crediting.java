package io.tallyport.payment;

import io.tallyport.database.DatabaseClock;
import io.tallyport.ledger.Account;
import io.tallyport.ledger.Journal;
import io.tallyport.ledger.Request;
import io.tallyport.ledger.Transaction;
import io.tallyport.location.Location;
import io.tallyport.location.Location.Kind;
import io.tallyport.location.Locations;
import io.tallyport.lot.TopUp;
import io.tallyport.lot.TopUp.Sale.Source;
import io.tallyport.lot.TopUps;
import io.tallyport.order.Order;
import io.tallyport.order.OrderBook;
import io.tallyport.order.OrderState;
import io.tallyport.seller.Sellers;
import io.tallyport.tax.TaxSnapshot;
import io.tallyport.tax.TaxSnapshots;
import io.tallyport.tax.Taxes;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes over what a provider says of a payment: one transaction that locks the order, compares the payment with what was
 * quoted, and credits it, or moves the order on. Money that no order takes stands in 2190 until people decide about it.
 */
@Stateless
public class Crediting {
    private static final Set<OrderState> WAITING = EnumSet.of(OrderState.REDIRECTED, OrderState.PROCESSING);

    @Inject
    private OrderBook orders;

    @Inject
    private TaxSnapshots snapshots;

    @Inject
    private Taxes taxes;

    @Inject
    private TopUps topUps;

    @Inject
    private Journal journal;

    @Inject
    private Sellers sellers;

    @Inject
    private PaymentCreditStore credits;

    @Inject
    private Locations locations;

    @Inject
    private DatabaseClock clock;

    @Inject
    @Any
    private Instance<Follower> followers;

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

    /** @param reason for people; empty where the outcome says all */
    public record Result(Outcome outcome, String reason) {
        static Result of(Outcome outcome) {
            return new Result(outcome, "");
        }
    }

    /** Goes on with a payment that is on the books, in the transaction that holds its order. */
    public interface Follower {
        /** The order in which they are asked. */
        enum Turn {
            REFUNDS,
            DISPUTES
        }

        Turn turn();

        /**
         * Takes over what has become of the payment since; the order's state may be another by now.
         *
         * @return why a person must look at it; empty: nothing is left to do
         */
        Optional<String> follow(Order order, ProviderPayment payment);
    }

    /**
     * Money that an order is credited for.
     *
     * @param provider the payment's, or {@code bank}
     * @param paymentId the provider's object, or the bank's reference: credits one order only
     * @param instrument as a receipt shows it; null: nothing is known of it
     * @param actor who moves the order
     */
    public record Paid(
            Source source,
            String provider,
            String paymentId,
            @Nullable String instrument,
            String actor) {}

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
        @Nullable String paymentId = payment.paymentId();
        if (paymentId != null && credits.isHeld(payment.provider(), paymentId)) {
            return follow(order, payment, Outcome.NOTED);
        }
        Optional<String> credited = credits.paymentOf(order.id());
        if (credited.isPresent()) {
            return credited.get().equals(paymentId)
                    ? follow(order, payment, Outcome.ALREADY_CREDITED)
                    : mismatch(order, payment, live, "paid a second time");
        }
        @Nullable String reason = whyNot(order, payment, live);
        if (reason != null) {
            return mismatch(order, payment, live, reason);
        }
        credit(
                order,
                new Paid(
                        Source.PAYMENT,
                        payment.provider(),
                        Objects.requireNonNull(paymentId, "compared before"),
                        payment.instrument(),
                        payment.provider()));
        Optional<String> contradiction = seen(order, payment);
        Result result = follow(order, payment, Outcome.CREDITED);
        return contradiction.isPresent() && result.outcome() == Outcome.CREDITED
                ? new Result(Outcome.CREDITED, "order " + order.id() + ": " + contradiction.get())
                : result;
    }

    /** Keeps what the payment tells of where the buyer is; what contradicts the address, for people. */
    private Optional<String> seen(Order order, ProviderPayment payment) {
        String source = payment.provider() + " of payment " + payment.paymentId();
        Optional<Location> told = Location.told(Kind.PAYMENT_INSTRUMENT, payment.instrumentCountry(), source);
        told.ifPresent(location -> locations.add(order.id(), location));
        return told.flatMap(location ->
                locations.contradiction(order.id(), snapshot(order).assessment().code()));
    }

    /** Why an order is not credited with a payment, for people; null: it is. */
    private @Nullable String whyNot(Order order, ProviderPayment payment, boolean live) {
        if (!WAITING.contains(order.state())) {
            return "paid after the order was " + order.state();
        }
        @Nullable String difference = Comparison.difference(order, payment, live);
        if (difference != null) {
            return difference;
        }
        if (credits.isKnown(payment.provider(), Objects.requireNonNull(payment.paymentId(), "compared before"))) {
            return "the payment was credited to another order";
        }
        TaxSnapshot snapshot = snapshot(order);
        return taxes.isRateOf(snapshot.assessment(), clock.now())
                ? null
                : "paid when the tax rate was no longer the "
                        + snapshot.assessment().percent() + " % that was quoted";
    }

    private Result mismatch(Order order, ProviderPayment payment, boolean live, String reason) {
        if (order.state().next().contains(OrderState.MISMATCH)) {
            orders.move(order, OrderState.MISMATCH, payment.provider(), reason);
        }
        @Nullable String paymentId = payment.paymentId();
        if (paymentId != null && payment.live() == live && !credits.isKnown(payment.provider(), paymentId)) {
            hold(order, payment, reason);
        }
        return new Result(Outcome.MISMATCH, "order " + order.id() + ": " + reason);
    }

    private void hold(Order order, ProviderPayment payment, String reason) {
        Account from = Account.ofMoney("1100", payment.currency(), payment.provider());
        Account to = Account.ofMoney("2190", payment.currency(), payment.provider());
        Request request =
                Request.of("held:" + payment.provider() + ":" + payment.paymentId(), order.id(), payment.amount());
        UUID transaction = journal.post(
                Transaction.of("P1", request, payment.provider(), reason),
                List.of(journal.money(from, to, payment.amount())));
        credits.hold(order.id(), payment, reason, transaction);
    }

    private Result follow(Order order, ProviderPayment payment, Outcome outcome) {
        Optional<String> reason = followers.stream()
                .sorted(Comparator.comparing(Follower::turn))
                .map(follower -> follower.follow(order, payment))
                .flatMap(Optional::stream)
                .reduce((one, other) -> one + "; " + other);
        return reason.map(why -> new Result(Outcome.MISMATCH, "order " + order.id() + ": " + why))
                .orElse(Result.of(outcome));
    }

    /**
     * Credits an order with what was quoted for it, never with the total that was paid. The caller's transaction has locked
     * the order and made sure that the money is there.
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public Order credit(Order order, Paid money) {
        boolean isTransfer = money.source() == Source.BANK_TRANSFER;
        Order paid = orders.move(
                order, isTransfer ? OrderState.APPROVED : OrderState.PAID, money.actor(), money.paymentId());
        TopUp topUp = topUp(order, snapshot(order), money.source(), isTransfer ? "" : money.provider());
        UUID transaction = topUps.post(topUp, "order:" + order.id()).orThrow();
        credits.insert(order.id(), money.provider(), money.paymentId(), transaction, money.instrument());
        if (order.crossBorderCents() != null) {
            sellers.countCrossBorderSale(order.sellerId(), order.crossBorderCents());
        }
        return orders.move(paid, OrderState.CREDITED, money.actor(), null);
    }

    private TaxSnapshot snapshot(Order order) {
        return snapshots
                .find(Objects.requireNonNull(order.taxSnapshotId(), "quoted"))
                .orElseThrow();
    }

    private TopUp topUp(Order order, TaxSnapshot snapshot, Source source, String provider) {
        @Nullable
        Instant bonusEnds = order.bonusDays() == null ? null : clock.now().plus(Duration.ofDays(order.bonusDays()));
        return new TopUp(
                order.organisationId(),
                new TopUp.Sale(
                        source,
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
