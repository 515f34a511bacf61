package io.tallyport.refund;

import io.tallyport.database.Retries;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Approval;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Gives the money of orders back for the credits that are left of them. */
@ApplicationScoped
public class OrderRefunds {
    @Inject
    private RefundBook book;

    @Inject
    private PaymentRefundStore store;

    @Inject
    private RefundWorker worker;

    /**
     * Takes unused credits of an order back, and has their price paid back the way it came: by the payment provider, soon; of
     * a bank transfer by two people ({@link #paidByBank}). Once under its key, whatever comes of it.
     *
     * @param nanoCredits above 0
     * @throws GatewayException 404 for no such order; 422 for an order that is not credited or is disputed, and for credits
     *     that were used, are in use, or give no money
     */
    public PaymentRefund request(long orderId, long nanoCredits, String key, String actor, String reason) {
        UUID refund = Retries.run(() -> book.request(orderId, nanoCredits, key, actor, reason))
                .orThrow();
        worker.wake();
        return store.ofCredits(refund).orElseThrow();
    }

    /** The money of a refund has left our bank account: 2300 → 1110. */
    public PaymentRefund paidByBank(long refundId, String bankReference, Approval approval) {
        return Retries.run(() -> book.paidByBank(refundId, bankReference, approval));
    }

    /** It cannot be paid out, or it came back: everything is as before. For what a provider never answers as well. */
    public PaymentRefund takeBack(long refundId, Approval approval) {
        return Retries.run(() -> book.takeBack(refundId, approval));
    }

    public List<PaymentRefund> of(long orderId) {
        return store.of(orderId);
    }

    /** Not paid out yet, the oldest first. */
    public List<PaymentRefund> open() {
        return store.open();
    }
}
