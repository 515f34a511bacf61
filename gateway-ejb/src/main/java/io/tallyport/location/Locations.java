package io.tallyport.location;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Keeps what says where the buyer of an order is. */
@ApplicationScoped
public class Locations {
    @Inject
    private LocationStore store;

    /** Does nothing if this source has said it before. */
    public void add(long orderId, Location item) {
        store.insert(orderId, item);
    }

    /** In the order in which they came. */
    public List<Location> of(long orderId) {
        return store.of(orderId);
    }

    /**
     * Why a person must look at where the buyer is; empty for businesses, whose identifier or registration says it.
     *
     * @param taxCode that the order was taxed by
     */
    public Optional<String> contradiction(long orderId, String taxCode) {
        boolean isBusiness = taxCode.endsWith("_RC") || taxCode.endsWith("_B2B");
        return isBusiness ? Optional.empty() : Location.contradiction(store.of(orderId));
    }
}
