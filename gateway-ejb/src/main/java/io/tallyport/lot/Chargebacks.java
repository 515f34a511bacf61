package io.tallyport.lot;

import io.tallyport.ledger.Account;
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
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a payer's dispute does to the books (P10, P11). While it is open what is left of the disputed credits is frozen and
 * stands last in the order of use; when it is lost they go, and those that were used are owed.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class Chargebacks {
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
    private Withdrawal withdrawal;

    /**
     * A disputed payment.
     *
     * @param key begins the idempotency keys of what is posted about it
     * @param amount disputed, minor units of {@code currency}; at most {@code gross}, which was paid
     */
    public record Disputed(
            String key, long walletId, long groupId, String provider, String currency, long amount, long gross) {}

    /** Of the credits that a disputed payment bought: nano-credits. */
    private record Part(Lot paidLot, Optional<Lot> bonusLot, long all, long unused, long unusedBonus) {}

    /**
     * The provider has taken the money back.
     *
     * @return nano-credits to be kept until it is decided; frozen at once, or as they become free
     */
    public long open(Disputed disputed) {
        journal.lock(disputed.walletId());
        Part part = part(disputed);
        long kept = part.unused() + part.unusedBonus();
        lots.setDisputed(disputed.groupId(), true);
        journal.freeze(disputed.walletId(), kept);
        post("P10", disputed, "opened", List.of(journal.money(held(disputed), clearing(disputed), disputed.amount())));
        return kept;
    }

    /** @param more what the provider charges for it above what was posted; below 0: what it gave back of that */
    public void fee(Disputed disputed, long total, long more) {
        Account fees = Account.ofMoney("5310", disputed.currency(), "");
        Line line = more > 0
                ? journal.money(fees, clearing(disputed), more)
                : journal.money(clearing(disputed), fees, -more);
        post("P10", disputed, "fee:" + total, List.of(line));
    }

    /** @param kept as {@link #open} said */
    public void won(Disputed disputed, long kept) {
        journal.lock(disputed.walletId());
        release(disputed, kept);
        post("P11", disputed, "won", List.of(journal.money(clearing(disputed), held(disputed), disputed.amount())));
    }

    /**
     * @param kept as {@link #open} said
     * @param taxRelief whether the tax is taken back as well; else it is part of the loss
     */
    public void lost(Disputed disputed, long kept, boolean taxRelief) {
        journal.lock(disputed.walletId());
        recognition.recognise(disputed.walletId());
        release(disputed, kept);
        Wallet wallet = journal.lock(disputed.walletId());
        Part part = part(disputed);
        long unused = Math.min(part.unused(), wallet.free());
        long bonus = Math.min(part.unusedBonus(), wallet.free() - unused);
        long owed = part.all() - unused;
        List<Withdrawal.Part> taken = new ArrayList<>();
        if (unused > 0) {
            taken.add(new Withdrawal.Part(part.paidLot(), unused));
        }
        if (bonus > 0) {
            taken.add(new Withdrawal.Part(part.bonusLot().orElseThrow(), bonus));
        }
        List<Line> lines = creditLines(wallet, taken, owed);
        lines.addAll(moneyLines(disputed, part, unused, taxRelief));
        UUID id = post("P11", disputed, "lost", lines);
        withdrawal.take(id, wallet.id(), taken);
        journal.change(wallet.id(), 0, 0, owed);
        payOwed(disputed, Math.min(owed, kept - unused - bonus));
    }

    private List<Line> creditLines(Wallet wallet, List<Withdrawal.Part> taken, long owed) {
        long chargedBack = journal.account(Account.ofCredits("X.CBK"));
        List<Line> lines = new ArrayList<>();
        for (Withdrawal.Part part : taken) {
            lines.add(Line.credits(
                    part.account(wallet),
                    part.lot().isPaid() ? chargedBack : journal.account(Account.ofCredits("X.ISS.B")),
                    part.nano(),
                    wallet.id(),
                    part.lot().id()));
        }
        if (owed > 0) {
            lines.add(Line.credits(wallet.debtAccount(), chargedBack, owed, wallet.id(), null));
        }
        return lines;
    }

    /** 2100 of what is unused, the tax where it comes back, and the rest is lost. */
    private List<Line> moneyLines(Disputed disputed, Part part, long unused, boolean taxRelief) {
        LotGroup group = groups.get(disputed.groupId());
        LotStore.Tax sale = lots.tax(disputed.groupId());
        long net = Math.min(LotGroup.part(sale.soldNet(), unused, part.paidLot().initial()), group.unearned());
        long tax = taxRelief
                ? Math.min(
                        LotGroup.part(sale.charged(), disputed.amount(), disputed.gross()),
                        sale.charged() - sale.refunded())
                : 0;
        groups.save(group.giveBack(net, 0, 0));
        lots.refundTax(disputed.groupId(), tax);
        String currency = disputed.currency();
        List<Line> lines = new ArrayList<>();
        add(lines, Account.unusedCredits(disputed.walletId(), currency), disputed, net);
        add(lines, Account.ofMoney("2200", currency, sale.detail()), disputed, tax);
        add(lines, Account.ofMoney("5300", currency, ""), disputed, disputed.amount() - net - tax);
        return lines;
    }

    private void add(List<Line> lines, Account debit, Disputed disputed, long minor) {
        if (minor > 0) {
            lines.add(journal.money(debit, held(disputed), minor));
        }
    }

    /** From credits that came later and were frozen in place of those used meanwhile. */
    private void payOwed(Disputed disputed, long most) {
        Wallet wallet = journal.lock(disputed.walletId());
        long payable = Math.min(Math.min(most, wallet.free()), wallet.paid());
        if (payable <= 0) {
            return;
        }
        List<Lot> paid = lots.ofWallet(wallet.id()).stream().filter(Lot::isPaid).toList();
        List<Withdrawal.Part> parts = withdrawal.inLotOrder(paid, payable);
        UUID id = post(
                "P11",
                disputed,
                "debt",
                parts.stream()
                        .map(part -> Line.credits(
                                wallet.paidAccount(),
                                wallet.debtAccount(),
                                part.nano(),
                                wallet.id(),
                                part.lot().id()))
                        .toList());
        parts.forEach(part -> lots.use(id, part.lot().id(), part.nano()));
        journal.change(wallet.id(), -payable, 0, -payable);
    }

    private void release(Disputed disputed, long kept) {
        lots.setDisputed(disputed.groupId(), false);
        journal.unfreeze(disputed.walletId(), kept);
    }

    /** All that the disputed money bought, and what is left of it; the bonus as a refund of as much would claw it back. */
    private Part part(Disputed disputed) {
        List<Lot> ofGroup = lots.ofGroup(disputed.groupId());
        Lot paid = ofGroup.stream().filter(Lot::isPaid).findFirst().orElseThrow();
        Optional<Lot> bonus = ofGroup.stream().filter(lot -> !lot.isPaid()).findFirst();
        long all = LotGroup.part(paid.initial(), disputed.amount(), disputed.gross());
        long unusedBonus = bonus.map(lot -> {
                    long allowed = LotGroup.part(lot.initial(), paid.initial() - all, paid.initial());
                    long excess = Math.max(0, lot.initial() - lot.withdrawn() - allowed);
                    return Math.min(excess, lot.remaining());
                })
                .orElse(0L);
        return new Part(paid, bonus, all, Math.min(paid.remaining(), all), unusedBonus);
    }

    private UUID post(String kind, Disputed disputed, String step, List<Line> lines) {
        Request request = Request.of(disputed.key() + ":" + step, disputed, step);
        return journal.post(Transaction.of(kind, request, SYSTEM, "payment disputed, " + step), lines);
    }

    private static Account held(Disputed disputed) {
        return Account.ofMoney("1130", disputed.currency(), disputed.provider());
    }

    private static Account clearing(Disputed disputed) {
        return Account.ofMoney("1100", disputed.currency(), disputed.provider());
    }
}
