package io.tallyport.mismatch;

import io.tallyport.database.Retries;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Approval;
import io.tallyport.order.Order;
import io.tallyport.payment.PaymentProvider;
import io.tallyport.payment.PaymentProviders;
import io.tallyport.payment.ProviderPayment;
import io.tallyport.payment.ProviderRefund;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** What two people make of payments that no order took. */
@ApplicationScoped
public class Mismatches {
    @Inject
    private HeldPaymentStore store;

    @Inject
    private Decisions decisions;

    @Inject
    private PaymentProviders providers;

    /** Nobody has decided about them yet; the oldest first. */
    public List<HeldPayment> open() {
        return store.undecided();
    }

    /**
     * Credits the order with what was quoted for it, if as much was paid and is still there; what was paid above stays in
     * 2190. The payment is fetched again first. No transaction may be open.
     *
     * @throws GatewayException 422 if one person plays both parts, too little or another currency was paid, or it was decided
     *     otherwise; 503 while the provider cannot be asked
     */
    public Order credit(long heldId, Approval approval) {
        approval.requireTwoPeople();
        HeldPayment held = find(heldId);
        ProviderPayment now = fetch(held);
        if (!isStillThere(held, now)) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE,
                    "The provider has given money of this payment back or has it disputed; nothing is credited for it.");
        }
        return Retries.run(() -> decisions.credit(held, now.instrument(), approval));
    }

    /**
     * Rejects the order, unless another payment has credited it, and has the whole payment given back by the provider.
     *
     * @throws GatewayException 422 if one person plays both parts or it was decided otherwise
     */
    public void giveBack(long heldId, Approval approval) {
        approval.requireTwoPeople();
        HeldPayment held = find(heldId);
        Retries.run(() -> decisions.giveBack(held, approval));
    }

    private HeldPayment find(long heldId) {
        return store.find(heldId)
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such payment."));
    }

    private ProviderPayment fetch(HeldPayment held) {
        PaymentProvider provider = providers
                .active()
                .filter(active -> active.name().equals(held.provider()))
                .orElseThrow(() ->
                        new GatewayException(ErrorCode.UNPROCESSABLE, held.provider() + " is no longer in use here."));
        try {
            return provider.payment(held.sessionId())
                    .orElseThrow(() -> new GatewayException(
                            ErrorCode.UNPROCESSABLE, "The provider has no such payment any more."));
        } catch (PaymentProvider.Unavailable e) {
            throw new GatewayException(
                            ErrorCode.OVERLOADED, "The payment provider cannot be asked at the moment; try again.")
                    .retryAfter("5");
        }
    }

    private static boolean isStillThere(HeldPayment held, ProviderPayment now) {
        return now.status() == ProviderPayment.Status.PAID
                && held.paymentId().equals(now.paymentId())
                && held.amount() == now.amount()
                && now.dispute() == null
                && now.refunds().stream().allMatch(refund -> refund.status() == ProviderRefund.Status.FAILED);
    }
}
