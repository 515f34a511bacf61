package io.tallyport.lot;

import io.tallyport.database.Retries;
import io.tallyport.ledger.Approval;
import io.tallyport.ledger.Decision;
import io.tallyport.revenue.RollUp;
import io.tallyport.tier.Tiers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * The operations on credits that are not calls. Each is decided once under its idempotency key: the same key again gets
 * the same answer, with other content it is refused (422) without effect. A deadlock or a race for a key is tried again a
 * few times.
 */
@ApplicationScoped
public class CreditLedger {

    @Inject
    private TopUps topUps;

    @Inject
    private Adjustments adjustments;

    @Inject
    private Refunds refunds;

    @Inject
    private ServiceRefunds serviceRefunds;

    @Inject
    private Moves moves;

    @Inject
    private RollUp rollUp;

    @Inject
    private Tiers tiers;

    /** Issues credits for a verified payment, with their bonus; an open debt is paid first (P1 or P13, P2). */
    public Decision topUp(TopUp topUp, String key) {
        return Retries.run(() -> topUps.post(topUp, key));
    }

    /** Gives bonus credits (P12). */
    public Decision adjustUp(long walletId, long nanoCredits, String key, Approval approval) {
        return Retries.run(() -> adjustments.up(walletId, nanoCredits, key, approval));
    }

    /** Gives bonus credits of which the house bears the price: 5400 → 2100 (P12). */
    public Decision goodwill(long walletId, long nanoCredits, Adjustments.Value value, String key, Approval approval) {
        return Retries.run(() -> adjustments.goodwill(walletId, nanoCredits, value, key, approval));
    }

    /** Takes credits in lot order, never those that nodes hold or a dispute has frozen (P12). */
    public Decision adjustDown(long walletId, long nanoCredits, String key, Approval approval) {
        rollUp.count(walletId);
        return Retries.run(() -> adjustments.down(walletId, nanoCredits, key, approval));
    }

    /** Takes unused paid credits of a group back for money (P8), to be paid out by the payment provider. */
    public Decision refund(long groupId, long nanoCredits, String key, String actor, String reason) {
        refunds.walletOf(groupId).ifPresent(rollUp::count);
        return Retries.run(() -> refunds.refund(groupId, nanoCredits, key, actor, reason));
    }

    /** What a refund took and gives; empty if there is no such refund. */
    public Optional<Refund> refund(UUID refundId) {
        return refunds.find(refundId);
    }

    /** The payment provider has paid a refund out: 2300 → 1100. */
    public Decision refundPaidOut(UUID refundId, String provider, String key) {
        return Retries.run(() -> refunds.paidOut(refundId, provider, key));
    }

    /** The payment provider could not pay a refund out, or it came back: everything is as before. */
    public Decision refundFailed(UUID refundId, String key) {
        return Retries.run(() -> refunds.failed(refundId, key));
    }

    /** Gives a call's debit back to the lots it came from (P9), once; it counts towards no tier any more. */
    public Decision giveBack(UUID requestId, String key, String actor, String reason) {
        Decision decision = Retries.run(() -> serviceRefunds.giveBack(requestId, key, actor, reason));
        serviceRefunds.walletOf(requestId).ifPresent(tiers::changed);
        return decision;
    }

    /** Moves paid credits to another wallet of the same legal customer, with their share of what was paid (P18). */
    public Decision move(long fromWalletId, long toWalletId, long nanoCredits, String key, Approval approval) {
        rollUp.count(fromWalletId);
        return Retries.run(() -> moves.move(fromWalletId, toWalletId, nanoCredits, key, approval));
    }
}
