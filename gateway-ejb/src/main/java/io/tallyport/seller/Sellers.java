package io.tallyport.seller;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** The entities that sell. */
@Stateless
public class Sellers {
    /** Euro cents net, Art. 59c of Directive 2006/112/EC. */
    static final long THRESHOLD_EUR_MINOR = 1_000_000;

    @Inject
    private SellerStore store;

    /** Makes or changes the seller of this code, whose id is ignored, and its registrations. */
    public long ensure(Seller seller) {
        long id = store.upsert(seller);
        seller.registrations().forEach(registration -> store.ensure(id, registration));
        return id;
    }

    public List<Seller> all() {
        return store.all();
    }

    /** @throws GatewayException 404 if there is none */
    public Seller find(String code) {
        return all().stream()
                .filter(seller -> seller.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no seller " + code + "."));
    }

    public Optional<Seller> find(long id) {
        return all().stream().filter(seller -> seller.id() == id).findFirst();
    }

    /** Lets nobody else decide by these sales until the caller's transaction ends. */
    public void lockCrossBorderSales(long sellerId) {
        store.addCrossBorderSale(sellerId, 0);
    }

    /**
     * Whether this year's or last year's sales to consumers of other member states are above EUR 10,000, so much included.
     *
     * @param eurMinor net sales of this year that are not counted yet, the one in question among them
     */
    public boolean isAboveThreshold(long sellerId, long eurMinor) {
        return store.crossBorderSales(sellerId).isAbove(THRESHOLD_EUR_MINOR, eurMinor);
    }

    /** Counts a sale to a consumer of another member state, by the seller's calendar. */
    public void countCrossBorderSale(long sellerId, long eurMinor) {
        store.addCrossBorderSale(sellerId, eurMinor);
    }
}
