package io.tallyport.refund;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Account;
import io.tallyport.ledger.Approval;
import io.tallyport.ledger.Decision;
import io.tallyport.ledger.Journal;
import io.tallyport.ledger.Request;
import io.tallyport.ledger.Transaction;
import io.tallyport.lot.Refund;
import io.tallyport.lot.Refunds;
import io.tallyport.order.Order;
import io.tallyport.order.OrderBook;
import io.tallyport.order.OrderState;
import io.tallyport.payment.ProviderRefund;
import io.tallyport.refund.PaymentRefund.State;
import io.tallyport.refund.PaymentRefund.Way;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every step of a refund is one transaction: credits, money, the order's state, and what is to be paid out. */
@Stateless
public class RefundBook {
    private static final Set<OrderState> REFUNDABLE =
            EnumSet.of(OrderState.CREDITED, OrderState.PARTIALLY_REFUNDED, OrderState.WON);
    private static final String SYSTEM = "system";

    @Inject
    private OrderBook orders;

    @Inject
    private Refunds refunds;

    @Inject
    private Journal journal;

    @Inject
    private PaymentRefundStore store;

    /** Asked for by a customer or one of us; the same key again changes nothing. */
    public Decision request(long orderId, long nanoCredits, String key, String actor, String reason) {
        Order order = orders.lock(orderId)
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such order."));
        long group = refunds.groupOf(orderId, order.organisationId()).orElseThrow(() -> notRefundable(order));
        if (!REFUNDABLE.contains(order.state())) {
            requireAskedBefore(order, key);
        }
        Decision decision = refunds.refund(group, nanoCredits, key, actor, reason);
        if (decision instanceof Decision.Posted posted
                && store.ofCredits(posted.transactionId()).isEmpty()) {
            Way way = order.method() == Order.Method.BANK_TRANSFER ? Way.BANK : Way.PROVIDER;
            record(order, "OURS", way, posted.transactionId(), actor, reason, null);
        }
        return decision;
    }

    /** A repetition is answered whatever the order is by now. */
    private void requireAskedBefore(Order order, String key) {
        if (journal.decided(key).isEmpty()) {
            throw notRefundable(order);
        }
    }

    private static GatewayException notRefundable(Order order) {
        return new GatewayException(
                ErrorCode.UNPROCESSABLE,
                "Order " + order.reference() + " is " + order.state() + ": nothing of it can be refunded now.");
    }

    /**
     * Money that was given back at the provider without us: taken off the books if the credits that it bought are free.
     *
     * @return whether it was
     */
    public boolean bookForeign(Order order, ProviderRefund told, long amount) {
        Optional<Long> group = refunds.groupOf(order.id(), order.organisationId());
        if (group.isEmpty() || !REFUNDABLE.contains(order.state())) {
            return false;
        }
        OptionalLong credits = refunds.creditsWorth(group.get(), amount);
        if (credits.isEmpty()) {
            return false;
        }
        String key = "refund-at-provider:" + order.provider() + ":" + told.id() + ":" + standing(order.id(), told.id());
        UUID refund = refunds.refund(group.get(), credits.getAsLong(), key, SYSTEM, "refunded at the payment provider")
                .orThrow();
        PaymentRefund booked =
                record(order, "PROVIDER", Way.PROVIDER, refund, SYSTEM, "refunded at the payment provider", told.id());
        answered(booked.id(), told);
        return true;
    }

    /** How often a provider's refund was booked, failed ones too: what makes each booking one of its own. */
    private long standing(long orderId, String providerRefundId) {
        return store.of(orderId).stream()
                .filter(one -> providerRefundId.equals(one.providerRefundId()))
                .count();
    }

    private PaymentRefund record(
            Order order,
            String origin,
            Way way,
            UUID refundId,
            String actor,
            String reason,
            @Nullable String providerRefundId) {
        Refund refund = refunds.find(refundId).orElseThrow();
        long amount = Math.addExact(refund.net(), refund.tax());
        if (amount == 0) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE, "These credits give no money back; ask for more of them.");
        }
        PaymentRefundStore.Paid paid = store.paid(order.id()).orElseThrow();
        PaymentRefund recorded = store.insert(new PaymentRefundStore.New(
                order.id(),
                origin,
                way,
                refundId,
                null,
                paid,
                refund.currency(),
                amount,
                actor,
                reason,
                providerRefundId));
        moveOrder(order.id(), actor, recorded.key());
        return recorded;
    }

    /** A payment that no order took goes back, as two people decided; in their transaction. */
    public void giveBackHeld(
            Order order, long heldId, String provider, String paymentId, String currency, long amount, Approval by) {
        store.insert(new PaymentRefundStore.New(
                order.id(),
                "OURS",
                Way.PROVIDER,
                null,
                heldId,
                new PaymentRefundStore.Paid(provider, paymentId),
                currency,
                amount,
                by.actor(),
                by.reason(),
                null));
    }

    /** What the provider says of a refund; the same again changes nothing. */
    public void answered(long id, ProviderRefund told) {
        PaymentRefund refund = locked(id);
        switch (told.status()) {
            case PENDING -> {
                if (refund.state() == State.REQUESTED) {
                    store.set(id, State.PENDING, told.id());
                }
            }
            case SUCCEEDED -> {
                if (refund.isOpen()) {
                    payOut(refund);
                    store.set(id, State.PAID_OUT, told.id());
                }
            }
            case FAILED -> {
                if (refund.state() != State.FAILED) {
                    reverse(refund, null);
                    store.set(id, State.FAILED, told.id());
                    moveOrder(refund.orderId(), refund.provider(), refund.key() + " failed");
                }
            }
        }
    }

    public PaymentRefund paidByBank(long id, String bankReference, Approval approval) {
        approval.requireTwoPeople();
        PaymentRefund refund = locked(id);
        if (refund.way() != Way.BANK || refund.refundId() == null || !refund.isOpen()) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE,
                    "Refund " + refund.key() + " is " + refund.state() + " and goes by " + refund.way() + ".");
        }
        refunds.paidOutByBank(refund.refundId(), paidKey(refund), approval).orThrow();
        store.end(id, State.PAID_OUT, bankReference, approval);
        return store.find(id).orElseThrow();
    }

    public PaymentRefund takeBack(long id, Approval approval) {
        approval.requireTwoPeople();
        PaymentRefund refund = locked(id);
        if (refund.state() == State.FAILED) {
            return refund;
        }
        reverse(refund, approval);
        store.end(id, State.FAILED, null, approval);
        moveOrder(refund.orderId(), approval.approver(), refund.key() + " taken back");
        return store.find(id).orElseThrow();
    }

    /** The order first, then the refund: as everywhere. */
    private PaymentRefund locked(long id) {
        PaymentRefund refund =
                store.find(id).orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such refund."));
        orders.lock(refund.orderId());
        return store.lock(id).orElseThrow();
    }

    private void payOut(PaymentRefund refund) {
        if (refund.refundId() != null) {
            refunds.paidOut(refund.refundId(), refund.provider(), paidKey(refund))
                    .orThrow();
            return;
        }
        Request request = Request.of(paidKey(refund), refund.id());
        journal.post(
                Transaction.of("P8", request, SYSTEM, "payment given back"),
                List.of(journal.money(
                        account("2190", refund.provider(), refund),
                        account("1100", refund.provider(), refund),
                        refund.amount())));
    }

    /** @param by null: the provider says so */
    private void reverse(PaymentRefund refund, @Nullable Approval by) {
        if (refund.refundId() != null) {
            refunds.failed(refund.refundId(), refund.key() + ":failed").orThrow();
            return;
        }
        if (refund.state() == State.PAID_OUT) {
            Request request = Request.of(refund.key() + ":failed", refund.id());
            Transaction transaction = by == null
                    ? Transaction.of("P8", request, SYSTEM, "money came back")
                    : Transaction.of("P8", request, by);
            journal.postReversal(
                    transaction, journal.decided(paidKey(refund)).orElseThrow().orThrow());
        }
    }

    private static String paidKey(PaymentRefund refund) {
        return refund.key() + ":paid";
    }

    private static Account account(String accountClass, String detail, PaymentRefund refund) {
        return Account.ofMoney(accountClass, refund.currency(), detail);
    }

    /** To what the refunds that stand make of it, unless it has gone on to something else. */
    private void moveOrder(long orderId, String actor, String reason) {
        Order order = orders.lock(orderId).orElseThrow();
        long back = store.of(orderId).stream()
                .filter(one -> one.refundId() != null && one.state() != State.FAILED)
                .mapToLong(PaymentRefund::amount)
                .sum();
        OrderState to = back == 0
                ? OrderState.CREDITED
                : back < order.gross() ? OrderState.PARTIALLY_REFUNDED : OrderState.REFUNDED;
        boolean isOurs = REFUNDABLE.contains(order.state()) || order.state() == OrderState.REFUNDED;
        if (isOurs && order.state() != to && order.state().next().contains(to)) {
            orders.move(order, to, actor, reason);
        }
    }
}
