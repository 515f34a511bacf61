package io.tallyport.ledger;

import io.tallyport.database.TimeOrderedId;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Writes transactions. Every method belongs into the caller's transaction, which has locked the wallets first: lock order
 * is wallets by id, then leases, then lots.
 */
@ApplicationScoped
public class Journal {

    @Inject
    private JournalStore store;

    /** @throws GatewayException 404 if there is no such wallet */
    public Wallet lock(long walletId) {
        return lock(List.of(walletId)).getFirst();
    }

    /** In the order of their ids. */
    public List<Wallet> lock(Collection<Long> walletIds) {
        List<Wallet> locked = store.lock(walletIds);
        if (locked.size() != walletIds.size()) {
            throw new GatewayException(ErrorCode.NOT_FOUND, "There is no such wallet.");
        }
        return locked;
    }

    /**
     * Runs an operation unless its key was decided before, in which case the answer is the same as then. A refusal is
     * remembered: it stays even if the same operation would pass now (L24).
     *
     * @throws GatewayException 422 if the key came before with other content
     */
    public Decision once(Request request, Supplier<Decision> operation) {
        Optional<JournalStore.Decided> before = store.decided(request.key());
        if (before.isPresent()) {
            return sameContent(request, before.get());
        }
        Decision decision = operation.get();
        if (decision instanceof Decision.Refused refused) {
            store.insertRefusal(request, refused);
        }
        return decision;
    }

    /** What was decided under a key, whatever it was used for; empty: nothing yet. */
    public Optional<Decision> decided(String key) {
        return store.decided(key).map(JournalStore.Decided::decision);
    }

    private static Decision sameContent(Request request, JournalStore.Decided before) {
        if (!before.request().equals(request)) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE,
                    "The idempotency key " + request.key() + " came before with other content.");
        }
        return before.decision();
    }

    /** Makes those of these accounts that are missing, in one order for all. */
    public void open(Collection<Account> accounts) {
        store.open(accounts);
    }

    /** The id of an account, which is made if it is missing. */
    public long account(Account account) {
        return store.find(account).orElseGet(() -> {
            store.open(List.of(account));
            return store.find(account).orElseThrow();
        });
    }

    /** A row between two money accounts of one currency; minor units. */
    public Line money(Account debit, Account credit, long minor) {
        open(List.of(debit, credit));
        return new Line(account(debit), account(credit), debit.unit(), minor, null, null, null);
    }

    /** @param lines at least one */
    public UUID post(Transaction transaction, List<Line> lines) {
        UUID id = TimeOrderedId.next();
        store.insert(id, transaction);
        store.insertLines(id, lines);
        return id;
    }

    /** Posts the mirror image of another transaction, which can be reversed only once. */
    public UUID postReversal(Transaction transaction, UUID original) {
        UUID id = TimeOrderedId.next();
        store.insert(id, transaction.reversing(original));
        store.insertMirror(id, original);
        return id;
    }

    public boolean isReversed(UUID transactionId) {
        return store.isReversed(transactionId);
    }

    /** Keeps nano-credits of a wallet from being used: what is free at once, the rest as it becomes free. */
    public void freeze(long walletId, long nano) {
        store.freeze(walletId, nano);
    }

    /** Takes back what {@link #freeze} did, that first which was still to become free. */
    public void unfreeze(long walletId, long nano) {
        store.unfreeze(walletId, nano);
    }

    /** Changes what a wallet holds by these nano-credits. */
    public void change(long walletId, long paid, long bonus, long debt) {
        store.change(walletId, paid, bonus, debt);
    }
}
