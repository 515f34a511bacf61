package io.tallyport.inserver;

import io.tallyport.billing.BillingProfile;
import io.tallyport.billing.BillingProfiles;
import io.tallyport.offer.CreditPackage;
import io.tallyport.offer.CreditPackage.Amounts;
import io.tallyport.offer.Offers;
import io.tallyport.order.Order;
import io.tallyport.order.Order.Method;
import io.tallyport.order.Orders;
import io.tallyport.order.Orders.Wish;
import io.tallyport.seller.Seller;
import io.tallyport.seller.Seller.Registration;
import io.tallyport.seller.Seller.Registration.Kind;
import io.tallyport.seller.Sellers;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sellers, packages and buyers of tests, as the golden invoices have them. */
@Dependent
public class Sales {
    public static final String BUYER = "owner@customer.example";
    public static final long CREDIT = 1_000_000_000;

    @Inject
    private Sellers sellers;

    @Inject
    private Offers offers;

    @Inject
    private BillingProfiles profiles;

    @Inject
    private Orders orders;

    public Seller berlin(String code, boolean taxesAtBuyer) {
        return seller(
                code,
                "Tallyport Beispiel GmbH",
                new Seller.Address("Musterstrasse 1", "10115", "Berlin", "DE"),
                "Europe/Berlin",
                taxesAtBuyer,
                new Registration(Kind.VAT, "DE", "DE100000016"));
    }

    public Seller madrid(String code) {
        return seller(
                code,
                "Tallyport Ejemplo S.L.",
                new Seller.Address("Calle Ejemplo 1", "28001", "Madrid", "ES"),
                "Europe/Madrid",
                true,
                new Registration(Kind.VAT, "ES", "ESB00000018"));
    }

    private Seller seller(
            String code,
            String name,
            Seller.Address address,
            String zone,
            boolean taxesAtBuyer,
            Registration registration) {
        sellers.ensure(
                new Seller(0, code, name, address, zone, null, null, false, taxesAtBuyer, null, List.of(registration)));
        return sellers.find(code);
    }

    /** The id of a package of this seller. */
    public long packageOf(Seller seller, String currency, long net, long credits, @Nullable Amounts amounts) {
        offers.ensure(new CreditPackage(0, seller.id(), "Test", currency, net, credits, amounts), "finance");
        return offers.packages().stream()
                .filter(one -> one.sellerId() == seller.id() && one.currency().equals(currency))
                .findFirst()
                .orElseThrow()
                .id();
    }

    public void consumer(long organisation, String postcode, String city, String country) {
        profiles.save(
                organisation,
                new BillingProfile(
                        "Erika Beispiel", "Weg 1", postcode, city, null, country, false, null, null, "en", null, null),
                BUYER);
    }

    public void business(long organisation, String name, String postcode, String city, String country, String vatId) {
        profiles.save(
                organisation,
                new BillingProfile(name, "Weg 1", postcode, city, null, country, true, vatId, null, "en", null, null),
                BUYER);
    }

    public Order placeTransfer(long organisation, long bought) {
        return orders.place(organisation, new Wish(bought, null, Method.BANK_TRANSFER, null, Optional.empty()), BUYER);
    }

    public Order place(long organisation, long bought, @Nullable Long amount) {
        return orders.place(organisation, new Wish(bought, amount, Method.CHECKOUT, null, Optional.empty()), BUYER);
    }
}
