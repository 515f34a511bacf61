package io.tallyport.revenue;

import io.tallyport.ledger.Account;
import io.tallyport.ledger.Journal;
import io.tallyport.ledger.Line;
import io.tallyport.ledger.Transaction;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Brings revenue up to what is earned: 2100 → 4100 of the models that the credits were used for (P4). */
@Stateless
public class Recognition {
    private static final int ENTRIES_AT_ONCE = 50_000;
    private static final String REASON = "revenue of credits used";
    /** What a debt paid, or what nobody used and is not owed back: a refund's rounding. */
    private static final String NO_MODEL = "";

    @Inject
    private Journal journal;

    @Inject
    private RevenueStore store;

    /**
     * Counts a stretch of a wallet's entries by group and model without holding up its settlements; worth calling before
     * {@link #recognise} until it returns false.
     *
     * @return whether more are waiting
     */
    public boolean count(long walletId) {
        return store.countUse(walletId, ENTRIES_AT_ONCE) == ENTRIES_AT_ONCE;
    }

    /** Posts what is earned and not yet posted, or takes back what calls given back had earned. */
    public void recognise(long walletId) {
        journal.lock(walletId);
        boolean isMoreWaiting = true;
        while (isMoreWaiting) {
            isMoreWaiting = count(walletId);
        }
        List<Share> due = new ArrayList<>();
        for (LotGroup group : store.groupsToRecognise(walletId)) {
            due.addAll(shares(group));
        }
        if (due.isEmpty()) {
            return;
        }
        store.addRecognised(due);
        post(walletId, due);
    }

    /** Revenue to be posted for one group and model; below 0: to be taken back. */
    record Share(long groupId, String currency, String model, long minor) {}

    /** Shares among the models by the credits used for each, cumulatively, so that they add up to the minor unit. */
    private List<Share> shares(LotGroup group) {
        List<RevenueStore.Use> uses = store.uses(group.id());
        long used = uses.stream().mapToLong(RevenueStore.Use::nano).sum();
        List<Share> shares = new ArrayList<>();
        long earned = group.earned();
        if (used == 0) {
            long ofNoModel = earned;
            for (RevenueStore.Use use : uses) {
                if (use.model().equals(NO_MODEL)) {
                    ofNoModel -= use.recognised();
                } else {
                    add(shares, group, use.model(), -use.recognised());
                }
            }
            add(shares, group, NO_MODEL, ofNoModel);
            return shares;
        }
        long usedSoFar = 0;
        long earnedSoFar = 0;
        for (RevenueStore.Use use : uses) {
            usedSoFar += use.nano();
            long upToHere = LotGroup.part(earned, usedSoFar, used);
            add(shares, group, use.model(), upToHere - earnedSoFar - use.recognised());
            earnedSoFar = upToHere;
        }
        return shares;
    }

    private static void add(List<Share> shares, LotGroup group, String model, long minor) {
        if (minor != 0) {
            shares.add(new Share(group.id(), group.currency(), model, minor));
        }
    }

    private void post(long walletId, List<Share> due) {
        Set<Account> accounts = new HashSet<>();
        due.forEach(share -> accounts.addAll(List.of(unused(walletId, share), revenue(share))));
        journal.open(accounts);
        List<Line> earned = new ArrayList<>();
        List<Line> takenBack = new ArrayList<>();
        for (Share share : due) {
            if (share.minor() > 0) {
                earned.add(journal.money(unused(walletId, share), revenue(share), share.minor()));
            } else {
                takenBack.add(journal.money(revenue(share), unused(walletId, share), -share.minor()));
            }
        }
        if (!earned.isEmpty()) {
            journal.post(Transaction.bySystem("P4", REASON), earned);
        }
        if (!takenBack.isEmpty()) {
            journal.post(Transaction.bySystem("P9", REASON), takenBack);
        }
    }

    private static Account unused(long walletId, Share share) {
        return Account.unusedCredits(walletId, share.currency());
    }

    private static Account revenue(Share share) {
        return Account.ofMoney("4100", share.currency(), share.model());
    }
}
