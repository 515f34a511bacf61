package io.tallyport.bed;

import io.tallyport.bed.books.Books;

/** What is lent of a customer's wallet, and by SQL what other nodes would do to it. */
public final class Leased {
    private final Books books;
    private final Customer customer;

    public Leased(Books books, Customer customer) {
        this.books = books;
        this.customer = customer;
    }

    /** Nano-credits. */
    public long nano() {
        return books.number("SELECT leased FROM wallet WHERE id = ?", customer.walletId());
    }

    public long openLeases() {
        return books.number(
                "SELECT count(*) FROM credit_lease WHERE wallet_id = ? AND state = 'OPEN'", customer.walletId());
    }

    /** As the reaper does to the leases of a node that it takes for dead; each statement sees what stands under the lock. */
    public void expireAll() {
        books.update("""
                DO $$ BEGIN
                    PERFORM FROM wallet WHERE id = %1$d FOR UPDATE;
                    WITH gone AS (
                        UPDATE credit_lease SET state = 'EXPIRED' WHERE wallet_id = %1$d AND state = 'OPEN'
                        RETURNING kind, key_id, granted - consumed AS rest
                    ), budget AS (
                        UPDATE key_budget SET leased_nano = leased_nano - rest
                        FROM (SELECT key_id, sum(rest)::bigint AS rest FROM gone WHERE kind = 'KEY' GROUP BY key_id) k
                        WHERE key_budget.key_id = k.key_id
                    )
                    UPDATE wallet SET leased = leased - (SELECT coalesce(sum(rest), 0) FROM gone WHERE kind = 'NODE')
                    WHERE id = %1$d;
                END $$
                """.formatted(customer.walletId()));
    }
}
