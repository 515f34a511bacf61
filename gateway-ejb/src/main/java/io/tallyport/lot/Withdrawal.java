package io.tallyport.lot;

import io.tallyport.ledger.Journal;
import io.tallyport.ledger.Wallet;
import io.tallyport.lot.LotStore.Lot;
import io.tallyport.revenue.LotGroups;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Takes credits out of lots otherwise than by use. */
@ApplicationScoped
class Withdrawal {

    @Inject
    private Journal journal;

    @Inject
    private LotStore lots;

    @Inject
    private LotGroups groups;

    /** What one lot gives; nano-credits above 0. */
    record Part(Lot lot, long nano) {

        long account(Wallet wallet) {
            return lot.isPaid() ? wallet.paidAccount() : wallet.bonusAccount();
        }
    }

    /** @param inOrder lots in the order of use, which together have enough */
    List<Part> inLotOrder(List<Lot> inOrder, long nano) {
        List<Part> parts = new ArrayList<>();
        long missing = nano;
        for (Lot lot : inOrder) {
            long taken = Math.min(missing, lot.remaining());
            if (taken > 0) {
                parts.add(new Part(lot, taken));
                missing -= taken;
            }
        }
        if (missing > 0) {
            throw new IllegalStateException("the lots of a wallet have less than its balance");
        }
        return parts;
    }

    /** From the lots, their groups and the wallet; the entries are the caller's. */
    void take(UUID transactionId, long walletId, List<Part> parts) {
        for (Part part : parts) {
            groups.save(groups.get(part.lot().groupId()).withdraw(part.nano()));
            lots.withdraw(transactionId, part.lot().id(), part.nano());
        }
        journal.change(walletId, -total(parts, true), -total(parts, false), 0);
    }

    static long total(List<Part> parts, boolean paid) {
        return parts.stream()
                .filter(part -> part.lot().isPaid() == paid)
                .mapToLong(Part::nano)
                .sum();
    }
}
