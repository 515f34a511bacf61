package io.tallyport.lot;

import io.tallyport.ledger.Account;
import io.tallyport.ledger.Journal;
import io.tallyport.ledger.Line;
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

/** Takes what is left of bonus lots whose time is over (P16). What nodes hold of them is looked at again later. */
@Stateless
public class Expiry {

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

    public List<Long> walletsWithExpiredLots() {
        return lots.walletsWithExpiredLots();
    }

    /** @return nano-credits that expired */
    public long expire(long walletId) {
        Wallet wallet = journal.lock(walletId);
        List<Lot> expired = lots.ofWallet(walletId).stream()
                .filter(lot -> lot.expired() && !lot.isPaid() && !lot.disputed())
                .toList();
        long takeable = Math.min(expired.stream().mapToLong(Lot::remaining).sum(), wallet.free());
        if (takeable <= 0) {
            return 0;
        }
        recognition.recognise(walletId);
        List<Withdrawal.Part> parts = withdrawal.inLotOrder(expired, takeable);
        List<Line> lines = new ArrayList<>();
        for (Withdrawal.Part part : parts) {
            lines.add(Line.credits(
                    part.account(wallet),
                    journal.account(Account.ofCredits("X.EXP")),
                    part.nano(),
                    walletId,
                    part.lot().id()));
            lines.addAll(breakage(groups.get(part.lot().groupId()), part.nano()));
        }
        UUID id = journal.post(Transaction.bySystem("P16", "the lot's time is over"), lines);
        withdrawal.take(id, walletId, parts);
        return takeable;
    }

    private List<Line> breakage(LotGroup group, long nano) {
        long share = group.shareOf(nano);
        if (share == 0) {
            return List.of();
        }
        groups.save(group.giveBack(0, share, 0));
        Account unused = Account.unusedCredits(group.walletId(), group.currency());
        Account breakage = Account.ofMoney("4190", group.currency(), "");
        return List.of(journal.money(unused, breakage, share));
    }
}
