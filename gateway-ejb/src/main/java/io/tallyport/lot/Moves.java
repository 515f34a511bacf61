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
import java.util.UUID;

/**
 * Moves paid credits between the wallets of one legal customer (P18). Each lot that gives makes one in the other wallet,
 * with its share of what is not yet earned and of the tax that may be credited; credits move at the price of the rest.
 */
@Stateless
public class Moves {

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

    public Decision move(long fromId, long toId, long nanoCredits, String key, Approval approval) {
        approval.requireTwoPeople();
        if (nanoCredits <= 0 || fromId == toId) {
            throw new GatewayException(ErrorCode.UNPROCESSABLE, "A move needs two wallets and credits above 0.");
        }
        List<Wallet> locked = journal.lock(List.of(fromId, toId));
        Wallet from = locked.get(fromId < toId ? 0 : 1);
        Wallet to = locked.get(fromId < toId ? 1 : 0);
        Request request = Request.of(key, "move", fromId, toId, nanoCredits, approval);
        return journal.once(request, () -> move(from, to, nanoCredits, Transaction.of("P18", request, approval)));
    }

    private Decision move(Wallet from, Wallet to, long nanoCredits, Transaction transaction) {
        if (!lots.isOneLegalCustomer(from.id(), to.id())) {
            return Decision.refused(Refusal.OTHER_CUSTOMER, "Credits move only between wallets of one legal customer.");
        }
        List<Lot> movable = lots.ofWallet(from.id()).stream()
                .filter(lot -> lot.isPaid() && !lot.disputed())
                .toList();
        long available = Math.min(movable.stream().mapToLong(Lot::remaining).sum(), from.free());
        if (nanoCredits > available) {
            return Decision.refused(
                    Refusal.INSUFFICIENT_CREDITS,
                    "Only " + Credits.decimal(Math.max(available, 0)) + " paid credits can be moved now.");
        }
        to.requireRoomFor(nanoCredits);
        recognition.recognise(from.id());
        List<Withdrawal.Part> parts = withdrawal.inLotOrder(movable, nanoCredits);
        List<Line> lines = new ArrayList<>();
        for (Withdrawal.Part part : parts) {
            lines.addAll(split(from, to, part));
        }
        UUID id = journal.post(transaction, lines);
        withdrawal.take(id, from.id(), parts);
        journal.change(to.id(), nanoCredits, 0, 0);
        return new Decision.Posted(id);
    }

    private List<Line> split(Wallet from, Wallet to, Withdrawal.Part part) {
        LotGroup group = groups.get(part.lot().groupId());
        LotStore.Tax sale = lots.tax(group.id());
        long net = group.shareOf(part.nano());
        // both are less what moved away before
        long tax = group.net() == 0
                ? 0
                : Math.min(LotGroup.part(sale.charged(), net, group.net()), sale.charged() - sale.refunded());
        groups.save(group.giveBack(0, 0, net));
        lots.moveTax(group.id(), tax);
        long made = lots.splitGroup(group.id(), to.id(), part.nano(), net, tax);
        lots.insert(
                made,
                to.id(),
                "PAID",
                part.nano(),
                null,
                lots.paidSnapshot(part.lot().id()).orElse(null));
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                from.paidAccount(),
                to.paidAccount(),
                Account.CREDITS,
                part.nano(),
                from.id(),
                part.lot().id(),
                to.id()));
        if (net > 0) {
            Account gives = Account.unusedCredits(from.id(), group.currency());
            Account takes = Account.unusedCredits(to.id(), group.currency());
            lines.add(journal.money(gives, takes, net));
        }
        return lines;
    }
}
