package io.tallyport.account;

import io.tallyport.ledger.Ledger;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Customers and the terms they agreed. */
@Stateless
public class Organisations {

    @Inject
    private OrganisationStore store;

    @Inject
    private Ledger ledger;

    /** What an organisation agreed instead of its tier's terms; null: the tier's. */
    public record Contract(
            @Nullable Integer multiplierPpm, @Nullable Integer requestsPerMinute) {}

    /** Finds or makes the organisation of this name, with its wallet. */
    public long ensure(String name) {
        long id = store.idOf(name).orElseGet(() -> store.insert(name));
        ledger.openWallet(id);
        return id;
    }

    public void agree(long organisationId, Contract contract) {
        store.saveContract(organisationId, contract);
    }

    public List<Organisation> all() {
        return store.all();
    }

    public Optional<Organisation> find(long id) {
        return store.find(id);
    }
}
