package io.tallyport.tax;

import io.tallyport.jurisdiction.Place;
import io.tallyport.jurisdiction.Place.Area;
import java.util.EnumSet;
import java.util.Set;

/** The facts of one sale. */
final class TaxFacts {
    private TaxFacts() {}

    static Set<TaxFact> of(TaxSeller seller, Place from, TaxBuyer buyer, Place to) {
        EnumSet<TaxFact> facts = EnumSet.noneOf(TaxFact.class);
        facts.add(from.area() == Area.OUTSIDE ? TaxFact.SELLER_OUTSIDE : TaxFact.SELLER_EU);
        addPlace(facts, from, to);
        boolean business = isBusiness(buyer, to);
        facts.add(business ? TaxFact.BUSINESS : TaxFact.CONSUMER);
        facts.add(
                switch (buyer.vatId()) {
                    case VALID -> TaxFact.ID_VALID;
                    case UNAVAILABLE -> TaxFact.ID_UNAVAILABLE;
                    case MISSING -> TaxFact.ID_MISSING;
                });
        if (seller.smallBusiness()) {
            facts.add(TaxFact.SELLER_SMALL_BUSINESS);
        }
        if (seller.taxedAtBuyer()) {
            facts.add(TaxFact.TAXED_AT_BUYER);
        }
        if (to.jurisdiction() != null && seller.registrations().contains(to.jurisdiction())) {
            facts.add(TaxFact.REGISTERED_THERE);
        }
        return facts;
    }

    private static void addPlace(Set<TaxFact> facts, Place from, Place to) {
        switch (to.area()) {
            case UNION -> facts.add(to.country().equals(from.country()) ? TaxFact.DOMESTIC : TaxFact.OTHER_EU);
            case TERRITORY -> facts.add(TaxFact.TERRITORY);
            case OUTSIDE -> facts.add(TaxFact.OUTSIDE);
        }
        switch (to.country()) {
            case "GB" -> facts.add(TaxFact.UNITED_KINGDOM);
            case "US" -> facts.add(TaxFact.UNITED_STATES);
            default -> {}
        }
        if ("IGIC".equals(to.taxName())) {
            facts.add(TaxFact.IGIC);
        }
        if ("IPSI".equals(to.taxName())) {
            facts.add(TaxFact.IPSI);
        }
    }

    /** In the Union who claims it; row 4 taxes those without a valid identifier. Elsewhere who shows it. */
    private static boolean isBusiness(TaxBuyer buyer, Place to) {
        return buyer.claimsBusiness() && (to.area() != Area.OUTSIDE || buyer.evidence());
    }
}
