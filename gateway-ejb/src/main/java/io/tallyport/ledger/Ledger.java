package io.tallyport.ledger;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Wallets, and what stands on the books about them. */
@Stateless
public class Ledger {

    @Inject
    private LedgerStore store;

    /** Opens the wallet of a new organisation, with its accounts; does nothing if it is open. */
    public void openWallet(long organisationId) {
        store.openWallet(organisationId);
    }

    public Optional<Balance> balance(long organisationId) {
        return store.balance(organisationId);
    }

    /** The transaction of a call and those that reverse it, each with its entries. */
    public List<PostedEntry> entriesOf(UUID requestId) {
        return store.entriesOf(requestId);
    }
}
