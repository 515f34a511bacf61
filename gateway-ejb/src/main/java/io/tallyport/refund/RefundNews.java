package io.tallyport.refund;

import io.tallyport.order.Order;
import io.tallyport.order.OrderBook;
import io.tallyport.payment.Crediting;
import io.tallyport.payment.ProviderPayment;
import io.tallyport.payment.ProviderRefund;
import io.tallyport.refund.PaymentRefund.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes over what the provider has of refunds: ours go on; one that was made at the provider is booked if the credits that
 * its money bought are free, and else is for a person. Of amounts that grow only the difference counts.
 */
@ApplicationScoped
class RefundNews implements Crediting.Follower {
    @Inject
    private RefundBook book;

    @Inject
    private OrderBook orders;

    @Inject
    private PaymentRefundStore store;

    @Override
    public Turn turn() {
        return Turn.REFUNDS;
    }

    @Override
    public Optional<String> follow(Order order, ProviderPayment payment) {
        String reasons = payment.refunds().stream()
                .map(told -> told.key() == null ? foreign(order, payment, told) : ours(order, told))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        return reasons.isEmpty() ? Optional.empty() : Optional.of(reasons);
    }

    private Optional<String> ours(Order order, ProviderRefund told) {
        Optional<PaymentRefund> asked = store.of(order.id()).stream()
                .filter(one -> one.key().equals(told.key()))
                .findFirst();
        if (asked.isEmpty() || asked.get().amount() != told.amount()) {
            return Optional.of(
                    "refund " + told.id() + " of " + told.amount() + " minor units is not what we asked for");
        }
        boolean isTakenBack = asked.get().state() == State.FAILED && told.status() != ProviderRefund.Status.FAILED;
        if (isTakenBack) {
            return Optional.of("refund " + told.id() + " was taken back here and is " + told.status() + " there");
        }
        book.answered(asked.get().id(), told);
        return Optional.empty();
    }

    private Optional<String> foreign(Order order, ProviderPayment payment, ProviderRefund told) {
        List<PaymentRefund> booked = store.of(order.id()).stream()
                .filter(one -> told.id().equals(one.providerRefundId()) && one.state() != State.FAILED)
                .toList();
        booked.forEach(one -> book.answered(one.id(), told));
        if (told.status() == ProviderRefund.Status.FAILED) {
            return Optional.empty();
        }
        long more =
                told.amount() - booked.stream().mapToLong(PaymentRefund::amount).sum();
        if (more == 0) {
            return Optional.empty();
        }
        boolean isOfOrder = store.paid(order.id())
                .filter(paid -> paid.paymentId().equals(payment.paymentId()))
                .isPresent();
        boolean isBooked = more > 0
                && isOfOrder
                && book.bookForeign(orders.lock(order.id()).orElseThrow(), told, more);
        return isBooked
                ? Optional.empty()
                : Optional.of("refund " + told.id() + " was made at the provider; " + more
                        + " minor units of it are not on the books, for its credits are not free");
    }
}
