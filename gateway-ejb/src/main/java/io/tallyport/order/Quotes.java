package io.tallyport.order;

import io.tallyport.billing.BillingProfile;
import io.tallyport.billing.BillingProfiles;
import io.tallyport.currency.ExchangeRates;
import io.tallyport.database.DatabaseClock;
import io.tallyport.error.GatewayException;
import io.tallyport.location.Location;
import io.tallyport.location.Locations;
import io.tallyport.offer.Offers;
import io.tallyport.seller.Seller;
import io.tallyport.seller.Seller.Registration;
import io.tallyport.seller.Sellers;
import io.tallyport.tax.TaxAssessment;
import io.tallyport.tax.TaxBuyer;
import io.tallyport.tax.TaxSeller;
import io.tallyport.tax.TaxSnapshot;
import io.tallyport.tax.TaxSnapshots;
import io.tallyport.tax.Taxes;
import io.tallyport.vatid.VatIdCheck;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Fixes an order's price, bonus and tax, in one transaction. */
@Stateless
public class Quotes {
    private static final Duration LIFE = Duration.ofMinutes(30);

    @Inject
    @ConfigProperty(name = "tallyport.order.transfer-days", defaultValue = "14")
    private int transferDays;

    @Inject
    private OrderStore store;

    @Inject
    private OrderBook orders;

    @Inject
    private Offers offers;

    @Inject
    private Sellers sellers;

    @Inject
    private Taxes taxes;

    @Inject
    private TaxSnapshots snapshots;

    @Inject
    private Locations locations;

    @Inject
    private ExchangeRates exchangeRates;

    @Inject
    private DatabaseClock clock;

    /**
     * Turns a draft into a quote. Its tax is the tax of this moment; a quote ends before a rate changes, so that what is paid
     * under it has the tax point's rate. One for a bank transfer lives for days and awaits the transfer at once.
     *
     * @throws GatewayException 422 if nothing may be sold so; the draft stays
     */
    public Order freeze(long orderId, BillingProfiles.Version profile, BuyerCheck.Result buyer, String actor) {
        Order draft = store.lock(orderId).orElseThrow();
        if (draft.state() != OrderState.DRAFT) {
            return draft;
        }
        Seller seller = sellers.find(draft.sellerId()).orElseThrow();
        Instant now = clock.now();
        TaxSeller taxSeller = taxSeller(seller, draft);
        TaxAssessment assessment = taxes.assess(taxSeller, taxBuyer(profile.profile(), buyer), now);
        locations.add(
                orderId,
                new Location(
                        Location.Kind.BILLING_ADDRESS,
                        profile.profile().country(),
                        "billing profile, version " + profile.number()));
        TaxSnapshot snapshot = snapshots.freeze(
                assessment,
                now,
                draft.currency(),
                draft.net(),
                SnapshotParties.of(seller, taxSeller, profile, buyer.check(), locations.of(orderId)));
        Instant latest = now.plus(isTransfer(draft) ? Duration.ofDays(transferDays) : LIFE);
        Instant ends = taxes.nextChange(assessment, now)
                .filter(change -> change.isBefore(latest))
                .orElse(latest);
        @Nullable VatIdCheck check = buyer.check();
        Order quoted = store.quote(
                draft,
                new OrderStore.Quote(
                        offers.bonusFor(draft.creditsNano(), store.isFirst(draft.organisationId())),
                        profile.number(),
                        check == null ? null : check.id(),
                        snapshot,
                        counts(seller, assessment) ? cents(draft) : null,
                        ends,
                        CreditorReference.of(draft.id())),
                actor);
        return isTransfer(quoted) ? orders.move(quoted, OrderState.AWAITING_TRANSFER, actor, null) : quoted;
    }

    private static boolean isTransfer(Order order) {
        return order.method() == Order.Method.BANK_TRANSFER;
    }

    private TaxSeller taxSeller(Seller seller, Order draft) {
        Set<String> local = seller.registrations().stream()
                .filter(registration -> registration.kind() == Registration.Kind.LOCAL)
                .map(Registration::jurisdiction)
                .collect(Collectors.toUnmodifiableSet());
        return new TaxSeller(
                seller.address().country(),
                seller.address().postcode(),
                seller.smallBusiness(),
                seller.taxesAtBuyer() || isAboveThreshold(seller, draft),
                local);
    }

    /** Of quotes at once the second sees the first one's. */
    private boolean isAboveThreshold(Seller seller, Order draft) {
        sellers.lockCrossBorderSales(seller.id());
        long notCounted = Math.addExact(store.pendingAcrossBorders(seller.id()), cents(draft));
        return sellers.isAboveThreshold(seller.id(), notCounted);
    }

    /** Whether it is a sale whose threshold matters: one to a consumer of another member state. */
    private static boolean counts(Seller seller, TaxAssessment assessment) {
        return !seller.taxesAtBuyer() && assessment.isCrossBorder();
    }

    private long cents(Order draft) {
        return exchangeRates.toEuroCents(draft.currency(), draft.net());
    }

    private static TaxBuyer taxBuyer(BillingProfile profile, BuyerCheck.Result buyer) {
        return new TaxBuyer(
                profile.country(),
                profile.postcode(),
                profile.business(),
                buyer.status(),
                profile.legalRegistration() != null);
    }
}
