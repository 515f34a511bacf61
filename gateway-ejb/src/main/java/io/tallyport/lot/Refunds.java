package io.tallyport.lot;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Account;
import io.tallyport.ledger.Approval;
import io.tallyport.ledger.Credits;
import io.tallyport.ledger.Decision;
import io.tallyport.ledger.Decision.Refusal;
import io.tallyport.ledger.Journal;
import io.tallyport.ledger.Line;
import io.tallyport.ledger.Request;
import io.tallyport.ledger.Transaction;
import io.tallyport.ledger.Wallet;
import io.tallyport.lot.LotStore.Lot;
import io.tallyport.revenue.LotGroup;
import io.tallyport.revenue.LotGroups;
import io.tallyport.revenue.Recognition;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.LongFunction;

/** Refunds of unused paid credits: one transaction before the payment provider is asked, taken back if it fails (P8). */
@Stateless
public class Refunds {
    private static final String KIND = "P8";
    private static final String SYSTEM = "system";

    @Inject
    private Journal journal;

    @Inject
    private Recognition recognition;

    @Inject
    private LotGroups groups;

    @Inject
    private LotStore lots;

    @Inject
    private RefundStore refunds;

    @Inject
    private Withdrawal withdrawal;

    public Optional<Refund> find(UUID id) {
        return refunds.find(id);
    }

    public Optional<Long> walletOf(long groupId) {
        return lots.walletOfGroup(groupId);
    }

    /** The lots that an order bought. */
    public Optional<Long> groupOf(long orderId, long walletId) {
        return lots.groupOfOrder(orderId, walletId);
    }

    /**
     * The fewest credits whose refund gives exactly this money, tax included; empty where there are none that are free. The
     * wallet is locked, so that a {@link #refund} of them passes.
     *
     * @param gross minor units
     */
    public OptionalLong creditsWorth(long groupId, long gross) {
        Wallet wallet = journal.lock(lots.walletOfGroup(groupId).orElseThrow());
        recognition.recognise(wallet.id());
        LotGroup group = groups.get(groupId);
        List<Lot> ofGroup = lots.ofGroup(groupId);
        Lot paid = ofGroup.stream().filter(Lot::isPaid).findFirst().orElseThrow();
        Optional<Lot> bonus = ofGroup.stream().filter(lot -> !lot.isPaid()).findFirst();
        LongFunction<RefundTerms> terms =
                credits -> RefundTerms.of(group, paid, bonus, refunds.standing(groupId), lots.tax(groupId), credits);
        long least = 1;
        long most = paid.remaining();
        while (least < most) {
            long middle = least + (most - least) / 2;
            if (terms.apply(middle).gross() < gross) {
                least = middle + 1;
            } else {
                most = middle;
            }
        }
        if (paid.remaining() == 0) {
            return OptionalLong.empty();
        }
        RefundTerms found = terms.apply(least);
        boolean isFree = !paid.disputed() && found.credits() + found.bonus() <= wallet.free();
        return found.gross() == gross && isFree ? OptionalLong.of(least) : OptionalLong.empty();
    }

    public Decision refund(long groupId, long nanoCredits, String key, String actor, String reason) {
        if (nanoCredits <= 0) {
            throw new GatewayException(ErrorCode.UNPROCESSABLE, "A refund needs credits above 0.");
        }
        Request request = Request.of(key, "refund", groupId, nanoCredits, actor, reason);
        Optional<Long> walletId = lots.walletOfGroup(groupId);
        if (walletId.isEmpty()) {
            return journal.once(request, () -> Decision.refused(Refusal.NOT_FOUND, "There is no such top-up."));
        }
        Wallet wallet = journal.lock(walletId.get());
        Transaction transaction = Transaction.of(KIND, request, actor, reason);
        return journal.once(request, () -> refund(wallet, groupId, nanoCredits, transaction));
    }

    private Decision refund(Wallet wallet, long groupId, long nanoCredits, Transaction transaction) {
        List<Lot> ofGroup = lots.ofGroup(groupId);
        Optional<Lot> paid = ofGroup.stream().filter(Lot::isPaid).findFirst();
        Optional<Lot> bonus = ofGroup.stream().filter(lot -> !lot.isPaid()).findFirst();
        if (paid.isEmpty() || paid.get().remaining() < nanoCredits) {
            return Decision.refused(
                    Refusal.INSUFFICIENT_CREDITS,
                    "Of this top-up " + Credits.decimal(paid.map(Lot::remaining).orElse(0L))
                            + " paid credits are unused; ask for no more.");
        }
        if (paid.get().disputed()) {
            return Decision.refused(
                    Refusal.INSUFFICIENT_CREDITS,
                    "The payment of this top-up is disputed: nothing of it can be refunded before that is decided.");
        }
        recognition.recognise(wallet.id());
        LotGroup group = groups.get(groupId);
        RefundTerms terms =
                RefundTerms.of(group, paid.get(), bonus, refunds.standing(groupId), lots.tax(groupId), nanoCredits);
        if (terms.credits() + terms.bonus() > wallet.free()) {
            return Decision.refused(
                    Refusal.INSUFFICIENT_CREDITS,
                    "Only " + Credits.decimal(wallet.free()) + " credits are free: neither in use nor frozen.");
        }
        List<Withdrawal.Part> parts = new ArrayList<>();
        parts.add(new Withdrawal.Part(paid.get(), terms.credits()));
        if (terms.bonus() > 0) {
            parts.add(new Withdrawal.Part(bonus.orElseThrow(), terms.bonus()));
        }
        UUID id = journal.post(transaction, lines(wallet, parts, terms, lots.tax(groupId)));
        groups.save(group.giveBack(terms.net(), -terms.breakage(), 0));
        lots.refundTax(groupId, terms.tax());
        withdrawal.take(id, wallet.id(), parts);
        refunds.insert(new Refund(
                id,
                wallet.id(),
                groupId,
                terms.credits(),
                terms.bonus(),
                terms.shortfall(),
                group.currency(),
                terms.net(),
                terms.tax(),
                terms.breakage()));
        return new Decision.Posted(id);
    }

    private List<Line> lines(Wallet wallet, List<Withdrawal.Part> parts, RefundTerms terms, LotStore.Tax sale) {
        List<Line> lines = new ArrayList<>();
        for (Withdrawal.Part part : parts) {
            long to = journal.account(Account.ofCredits(part.lot().isPaid() ? "X.REF" : "X.ISS.B"));
            lines.add(Line.credits(
                    part.account(wallet),
                    to,
                    part.nano(),
                    wallet.id(),
                    part.lot().id()));
        }
        String currency = sale.currency();
        Account unused = Account.unusedCredits(wallet.id(), currency);
        Account payable = Account.ofMoney("2300", currency, "");
        addMoney(lines, Account.ofMoney("4190", currency, ""), unused, terms.breakage());
        addMoney(lines, unused, payable, terms.net());
        addMoney(lines, Account.ofMoney("2200", currency, sale.detail()), payable, terms.tax());
        return lines;
    }

    private void addMoney(List<Line> lines, Account debit, Account credit, long minor) {
        if (minor > 0) {
            lines.add(journal.money(debit, credit, minor));
        }
    }

    public Decision paidOut(UUID refundId, String provider, String key) {
        Refund refund = required(refundId);
        journal.lock(refund.walletId());
        Request request = Request.of(key, "paid out", refundId, provider);
        Transaction transaction = Transaction.of(KIND, request, SYSTEM, "refund paid out");
        Account clearing = Account.ofMoney("1100", refund.currency(), provider);
        return journal.once(request, () -> payOut(refund, clearing, transaction));
    }

    /** Paid out from our bank account, by two people. */
    public Decision paidOutByBank(UUID refundId, String key, Approval approval) {
        approval.requireTwoPeople();
        Refund refund = required(refundId);
        journal.lock(refund.walletId());
        Request request = Request.of(key, "paid out by bank", refundId, approval);
        Account bank = Account.ofMoney("1110", refund.currency(), "");
        return journal.once(request, () -> payOut(refund, bank, Transaction.of(KIND, request, approval)));
    }

    private Decision payOut(Refund refund, Account from, Transaction transaction) {
        if (journal.isReversed(refund.id())) {
            return Decision.refused(Refusal.ALREADY_REVERSED, "This refund was taken back.");
        }
        Optional<UUID> before = refunds.payout(refund.id());
        if (before.isPresent()) {
            return new Decision.Posted(before.get());
        }
        List<Line> lines = new ArrayList<>();
        Account payable = Account.ofMoney("2300", refund.currency(), "");
        addMoney(lines, payable, from, Math.addExact(refund.net(), refund.tax()));
        if (lines.isEmpty()) {
            return Decision.refused(Refusal.NOTHING_TO_REVERSE, "This refund gives no money.");
        }
        UUID id = journal.post(transaction, lines);
        refunds.insertPayout(id, refund.id());
        return new Decision.Posted(id);
    }

    public Decision failed(UUID refundId, String key) {
        Refund refund = required(refundId);
        Wallet wallet = journal.lock(refund.walletId());
        Request request = Request.of(key, "failed", refundId);
        return journal.once(request, () -> takeBack(refund, wallet, request));
    }

    private Decision takeBack(Refund refund, Wallet wallet, Request request) {
        if (journal.isReversed(refund.id())) {
            return Decision.refused(Refusal.ALREADY_REVERSED, "This refund was taken back before.");
        }
        wallet.requireRoomFor(refund.credits() + refund.bonus());
        recognition.recognise(wallet.id());
        refunds.payout(refund.id())
                .ifPresent(payout -> journal.postReversal(
                        Transaction.of(KIND, request.part("payout"), SYSTEM, "refund came back"), payout));
        UUID id = journal.postReversal(Transaction.of(KIND, request, SYSTEM, "refund failed"), refund.id());
        LotGroup group = groups.get(refund.groupId()).restore(refund.credits() + refund.bonus());
        groups.save(group.giveBack(-refund.net(), refund.breakage(), 0));
        lots.refundTax(refund.groupId(), -refund.tax());
        for (RefundStore.Taken taken : refunds.taken(refund.id())) {
            lots.restore(id, taken.lotId(), taken.nano());
        }
        journal.change(wallet.id(), refund.credits(), refund.bonus(), 0);
        return new Decision.Posted(id);
    }

    private Refund required(UUID refundId) {
        return refunds.find(refundId)
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such refund."));
    }
}
