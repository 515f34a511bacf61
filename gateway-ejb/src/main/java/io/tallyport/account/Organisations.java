package io.tallyport.account;

import io.tallyport.ledger.Ledger;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Customers. */
@Stateless
public class Organisations {

    @Inject
    private OrganisationStore store;

    @Inject
    private Ledger ledger;

    /** Finds or makes the organisation of this name, with its wallet. */
    public long ensure(String name) {
        long id = store.idOf(name).orElseGet(() -> store.insert(name));
        ledger.openWallet(id);
        return id;
    }

    public List<Organisation> all() {
        return store.all();
    }

    public Optional<Organisation> find(long id) {
        return store.find(id);
    }
}
