package io.tallyport.setup;

import io.tallyport.billing.BillingProfiles;
import io.tallyport.offer.Offers;
import io.tallyport.seller.Sellers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Opens the shop of the setup file. */
@ApplicationScoped
class Shop {
    @Inject
    private Sellers sellers;

    @Inject
    private Offers offers;

    @Inject
    private BillingProfiles profiles;

    void ensure(SalesSetup sales, String actor) {
        sales.sellers().forEach(entity -> sellers.ensure(entity.seller()));
        sales.packages()
                .forEach(one -> offers.ensure(one.of(sellers.find(one.seller()).id()), actor));
        sales.bonuses().forEach(bonus -> offers.ensure(bonus.rule(), actor));
    }

    void ensure(long organisationId, SalesSetup.Profile profile, String actor) {
        if (profiles.newest(organisationId).isEmpty()) {
            profiles.save(organisationId, profile.profile(), actor);
        }
    }
}
