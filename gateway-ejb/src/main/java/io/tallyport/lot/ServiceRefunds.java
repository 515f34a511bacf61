package io.tallyport.lot;

import io.tallyport.ledger.Account;
import io.tallyport.ledger.Decision;
import io.tallyport.ledger.Decision.Refusal;
import io.tallyport.ledger.Journal;
import io.tallyport.ledger.Line;
import io.tallyport.ledger.Request;
import io.tallyport.ledger.Transaction;
import io.tallyport.ledger.Wallet;
import io.tallyport.revenue.LotGroups;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives debits of calls back, exactly: the same lots get what they gave, the hour of the debit and the key's budget lose
 * it (P9). A debt that the call left and a top-up has paid since goes back to that top-up's lot.
 */
@Stateless
public class ServiceRefunds {
    private static final String KIND = "P9";

    @Inject
    private Journal journal;

    @Inject
    private LotGroups groups;

    @Inject
    private LotStore lots;

    @Inject
    private DebitStore debits;

    public Optional<Long> walletOf(UUID requestId) {
        return debits.walletOf(requestId);
    }

    public Decision giveBack(UUID requestId, String key, String actor, String reason) {
        Request request = Request.of(key, "give back", requestId, actor, reason);
        Optional<Long> walletId = debits.walletOf(requestId);
        if (walletId.isEmpty()) {
            return journal.once(request, () -> Decision.refused(Refusal.NOT_FOUND, "There is no such call."));
        }
        Wallet wallet = journal.lock(walletId.get());
        return journal.once(request, () -> giveBack(wallet, requestId, Transaction.of(KIND, request, actor, reason)));
    }

    /**
     * Takes a debit off the books whose caller was told of failure; does nothing if there is none. It locks the wallet
     * before it looks, so that a statement of a lost connection, waiting for the same lock, has ended by then.
     */
    public void undo(long walletId, UUID requestId) {
        Wallet wallet = journal.lock(walletId);
        giveBack(wallet, requestId, Transaction.bySystem(KIND, "the caller was told that the call failed"));
    }

    private Decision giveBack(Wallet wallet, UUID requestId, Transaction transaction) {
        List<DebitStore.Part> parts = debits.parts(requestId);
        if (parts.isEmpty()) {
            return Decision.refused(Refusal.NOTHING_TO_REVERSE, "This call was not charged.");
        }
        if (journal.isReversed(requestId)) {
            return Decision.refused(Refusal.ALREADY_REVERSED, "This call was given back before.");
        }
        long paid = total(parts, wallet.paidAccount());
        long bonus = total(parts, wallet.bonusAccount());
        long debt = total(parts, wallet.debtAccount());
        wallet.requireRoomFor(paid + bonus + debt);
        if (debt > wallet.debt()) {
            restorePaidDebt(wallet, debt - wallet.debt());
        }
        UUID id = journal.postReversal(transaction, requestId);
        for (DebitStore.Part part : parts) {
            if (part.lotId() != null) {
                giveBackTo(id, part.lotId(), part.groupId(), part.nano());
            }
        }
        journal.change(wallet.id(), paid, bonus, -debt);
        debits.lowerSpend(wallet.id(), requestId, paid + bonus + debt);
        return new Decision.Posted(id);
    }

    private static long total(List<DebitStore.Part> parts, long account) {
        return parts.stream()
                .filter(part -> part.account() == account)
                .mapToLong(DebitStore.Part::nano)
                .sum();
    }

    private void giveBackTo(UUID transactionId, long lotId, long groupId, long nano) {
        groups.save(groups.get(groupId).unuse(nano));
        lots.unuse(transactionId, lotId, nano);
    }

    /** The debt stands again, as the reversal expects it, and the lots that paid it have their credits again. */
    private void restorePaidDebt(Wallet wallet, long nano) {
        long missing = nano;
        for (DebitStore.Payment payment : debits.debtPayments(wallet.id())) {
            long part = Math.min(missing, payment.nano());
            if (part > 0) {
                UUID id = journal.post(
                        Transaction.bySystem(KIND, "a debt that was paid is not owed"),
                        List.of(new Line(
                                wallet.debtAccount(),
                                wallet.paidAccount(),
                                Account.CREDITS,
                                part,
                                wallet.id(),
                                payment.lotId(),
                                null)));
                giveBackTo(id, payment.lotId(), payment.groupId(), part);
                missing -= part;
            }
        }
        if (missing > 0) {
            throw new IllegalStateException("a debt of wallet " + wallet.id() + " is gone without a payment");
        }
        journal.change(wallet.id(), nano, 0, nano);
    }
}
