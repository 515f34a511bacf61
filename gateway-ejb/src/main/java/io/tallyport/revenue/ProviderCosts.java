package io.tallyport.revenue;

import io.tallyport.ledger.Account;
import io.tallyport.ledger.Journal;
import io.tallyport.ledger.Line;
import io.tallyport.ledger.Transaction;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/**
 * What calls have cost at providers: 5100 → 2500 (P15). The provider is the upstream account's name, since that is whom
 * an invoice comes for.
 */
@Stateless
public class ProviderCosts {
    private static final int NANO_DIGITS = 9;
    private static final Duration STRETCH = Duration.ofHours(1);

    @Inject
    private Journal journal;

    @Inject
    private CostStore store;

    @Inject
    private Horizon horizon;

    /**
     * Posts the cost of calls that were not counted before, of one stretch of time.
     *
     * @return whether there are later ones
     */
    public boolean post() {
        OffsetDateTime from = store.lockMark();
        OffsetDateTime now = horizon.now();
        OffsetDateTime begin =
                from.equals(OffsetDateTime.MIN) ? store.firstCall().orElse(now) : from;
        OffsetDateTime to = now.isAfter(begin.plus(STRETCH)) ? begin.plus(STRETCH) : now;
        if (to.isAfter(from)) {
            store.count(from, to);
        }
        List<Line> lines = new ArrayList<>();
        for (CostStore.Cost cost : store.costs()) {
            long minor = cost.nano() / nanosPerMinor(cost.currency());
            if (minor != cost.postedMinor()) {
                lines.add(line(cost, minor - cost.postedMinor()));
                store.posted(cost, minor);
            }
        }
        if (!lines.isEmpty()) {
            journal.post(Transaction.bySystem("P15", "provider cost of calls"), lines);
        }
        return to.isBefore(now);
    }

    private Line line(CostStore.Cost cost, long minor) {
        Account spent = Account.ofMoney("5100", cost.currency(), cost.provider() + "/" + cost.model());
        Account owed = Account.ofMoney("2500", cost.currency(), cost.provider());
        return minor > 0 ? journal.money(spent, owed, minor) : journal.money(owed, spent, -minor);
    }

    private static long nanosPerMinor(String currency) {
        long nanos = 1;
        for (int digit = Currency.getInstance(currency).getDefaultFractionDigits(); digit < NANO_DIGITS; digit++) {
            nanos *= 10;
        }
        return nanos;
    }
}
