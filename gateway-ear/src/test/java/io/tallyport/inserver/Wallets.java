package io.tallyport.inserver;

import io.tallyport.account.Organisations;
import io.tallyport.bed.SampleUsage;
import io.tallyport.credit.Credit;
import io.tallyport.credit.Hold;
import io.tallyport.credit.HoldAnswer;
import io.tallyport.database.Database;
import io.tallyport.ledger.Approval;
import io.tallyport.ledger.Ledger;
import io.tallyport.lot.CreditLedger;
import io.tallyport.settlement.Settlements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What tests inside the server do with wallets: through the gateway's own beans, as its calls do. Amounts: nano-credits. */
@ApplicationScoped
public class Wallets {
    static final Approval TWO_PEOPLE = new Approval("maker@x.example", "checker@x.example", "for a test");
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
    private Settlements settlements;

    @Inject
    private Database database;

    /** One that nobody else uses. */
    long open() {
        return organisations.ensure("Organisation " + UUID.randomUUID());
    }

    void grant(long wallet, long nano) {
        credits.adjustUp(wallet, nano, UUID.randomUUID().toString(), TWO_PEOPLE).orThrow();
    }

    HoldAnswer ask(long wallet, long nano) throws Exception {
        return credit.hold(wallet, null, nano).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Empty: the wallet has too little. */
    Optional<Hold> hold(long wallet, long nano) throws Exception {
        return ask(wallet, nano) instanceof Hold hold ? Optional.of(hold) : Optional.empty();
    }

    /** Ends with the wallet's balance once the call is on the books. */
    CompletableFuture<Long> post(UUID call, long wallet, Hold hold, long debit) {
        return settlements
                .post(SampleUsage.of(call, wallet, "gpt-4o-mini", hold.amount(), debit), hold)
                .toCompletableFuture();
    }

    void settle(UUID call, long wallet, Hold hold, long debit) throws Exception {
        post(call, wallet, hold, debit).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** As another node does to the leases of one that it takes for dead; each statement sees what stands under the lock. */
    void expireLeases(long wallet) {
        database.update("""
                DO $$ BEGIN
                    PERFORM FROM wallet WHERE id = %1$d FOR UPDATE;
                    WITH gone AS (
                        UPDATE credit_lease SET state = 'EXPIRED' WHERE wallet_id = %1$d AND state = 'OPEN'
                        RETURNING granted - consumed AS rest
                    )
                    UPDATE wallet SET leased = leased - (SELECT coalesce(sum(rest), 0) FROM gone) WHERE id = %1$d;
                END $$
                """.formatted(wallet));
    }

    long balance(long wallet) {
        return ledger.balance(wallet).orElseThrow().total();
    }

    /** @param sql a query of one number with the wallet's id as its one value */
    long number(String sql, long wallet) {
        return database.first(sql, row -> row.getLong(1), wallet).orElseThrow();
    }
}
