package io.tallyport.inserver;

import io.tallyport.account.Organisations;
import io.tallyport.bed.books.SampleUsage;
import io.tallyport.credit.Credit;
import io.tallyport.credit.Hold;
import io.tallyport.credit.HoldAnswer;
import io.tallyport.credit.Leases;
import io.tallyport.database.Database;
import io.tallyport.ledger.Approval;
import io.tallyport.ledger.Ledger;
import io.tallyport.lot.CreditLedger;
import io.tallyport.settlement.Settlements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What tests inside the server do with wallets: through the gateway's own beans, as its calls do. Amounts: nano-credits. */
@ApplicationScoped
public class Wallets {
    public static final Approval TWO_PEOPLE = new Approval("maker@x.example", "checker@x.example", "for a test");
    private static final int PATIENCE_SECONDS = 60;

    @Inject
    private Organisations organisations;

    @Inject
    private Ledger ledger;

    @Inject
    private CreditLedger credits;

    @Inject
    private Credit credit;

    @Inject
    private Leases leases;

    @Inject
    private Settlements settlements;

    @Inject
    private Database database;

    /** One that nobody else uses. */
    public long open() {
        return organisations.ensure("Organisation " + UUID.randomUUID());
    }

    public void grant(long wallet, long nano) {
        credits.adjustUp(wallet, nano, UUID.randomUUID().toString(), TWO_PEOPLE).orThrow();
    }

    /** By an adjustment downwards. */
    public void take(long wallet, long nano) {
        credits.adjustDown(wallet, nano, UUID.randomUUID().toString(), TWO_PEOPLE)
                .orThrow();
    }

    HoldAnswer ask(long wallet, long nano) throws Exception {
        return credit.hold(wallet, null, nano).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Empty: the wallet has too little. */
    public Optional<Hold> hold(long wallet, long nano) throws Exception {
        return ask(wallet, nano) instanceof Hold hold ? Optional.of(hold) : Optional.empty();
    }

    /** Ends with the wallet's balance once the call is on the books. */
    CompletableFuture<Long> post(UUID call, long wallet, Hold hold, long debit) {
        return settlements
                .post(SampleUsage.of(call, wallet, "gpt-4o-mini", hold.amount(), debit), hold)
                .toCompletableFuture();
    }

    public void settle(UUID call, long wallet, Hold hold, long debit) throws Exception {
        post(call, wallet, hold, debit).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Lets the wallet's leases be long overdue, and what are taken for dead nodes' expire. */
    void expireLeases(long wallet) {
        database.update(
                "UPDATE credit_lease SET expires_at = expires_at - interval '1 hour' WHERE wallet_id = ? AND state = 'OPEN'",
                wallet);
        leases.reap();
    }

    /** As a draw does whose COMMIT arrived and whose answer did not. */
    void loseALease(long wallet, long nano) {
        database.update("""
                WITH lent AS (UPDATE wallet SET leased = leased + ? WHERE id = ? RETURNING id)
                INSERT INTO credit_lease (id, kind, wallet_id, node_id, epoch, granted, expires_at)
                SELECT gen_random_uuid(), 'NODE', lent.id, node.id, epoch, ?, clock_timestamp() + interval '10 seconds'
                FROM lent, node
                """, nano, wallet, nano);
    }

    public long balance(long wallet) {
        return ledger.balance(wallet).orElseThrow().total();
    }

    /** Of the transaction with this idempotency key: class to class, unit and amount. */
    public List<String> entries(String key) {
        return database.list("""
                SELECT d.class || ' > ' || c.class || ' ' || e.unit || ' ' || e.amount
                FROM ledger_tx t JOIN ledger_entry e ON e.tx_id = t.id
                JOIN ledger_account d ON d.id = e.debit_account JOIN ledger_account c ON c.id = e.credit_account
                WHERE t.idem_key = ? ORDER BY 1
                """, row -> row.getString(1), key);
    }

    /** @param sql a query of one number with the wallet's id as its one value */
    public long number(String sql, long wallet) {
        return database.first(sql, row -> row.getLong(1), wallet).orElseThrow();
    }
}
