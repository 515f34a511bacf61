package io.tallyport.accounting;

import io.tallyport.ledger.Account;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Reads accounts: totals from the last snapshot and the entries since, and their history page by page. */
@ApplicationScoped
public class Accounts {
    private static final int MOST_PER_PAGE = 500;

    @Inject
    private AccountingStore store;

    /**
     * @param entries newest first
     * @param next where the next page begins; empty: this was the last. A page may be empty and yet have a next one, for
     *     accounts with few entries among many
     */
    public record Page(List<AccountEntry> entries, OptionalLong next) {}

    /** Every account class with entries, house accounts by detail. */
    public List<AccountTotal> trialBalance() {
        return store.totals();
    }

    /** Per unit what the trial balance adds up to: 0, or the books are broken. */
    public Map<String, BigInteger> trialBalanceSums() {
        Map<String, BigInteger> sums = new TreeMap<>();
        trialBalance().forEach(row -> sums.merge(row.unit(), row.total(), BigInteger::add));
        return sums;
    }

    /** Debit + of one account; 0 if it does not exist. */
    public BigInteger total(Account account) {
        return store.total(account);
    }

    /** @param before entries with a lower seq; {@code Long.MAX_VALUE} for the newest */
    public Page history(Account account, long before, int limit) {
        return store.history(account, before, Math.clamp(limit, 1, MOST_PER_PAGE));
    }
}
