package io.tallyport.limit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;

/** Addresses that the per-address limits do not apply to. */
@ApplicationScoped
public class IpExemptions {

    @Inject
    private IpExemptionStore store;

    private volatile Set<String> addresses = Set.of();

    boolean contains(String address) {
        return addresses.contains(address);
    }

    public void load() {
        addresses = Set.copyOf(store.all());
    }

    public void add(List<String> added) {
        added.forEach(store::insert);
        load();
    }
}
