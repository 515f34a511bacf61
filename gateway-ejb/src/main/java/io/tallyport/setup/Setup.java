package io.tallyport.setup;

import io.tallyport.account.Organisations;
import io.tallyport.account.People;
import io.tallyport.account.Person;
import io.tallyport.key.ApiKeys;
import io.tallyport.ledger.Approval;
import io.tallyport.limit.IpExemptions;
import io.tallyport.lot.CreditLedger;
import io.tallyport.operator.OperatorKeys;
import io.tallyport.route.OrganisationRoutings;
import io.tallyport.tier.Contracts;
import io.tallyport.upstream.SetupAccounts;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Applies the setup file, where one is configured: whatever it names exists afterwards. */
@Singleton
@Startup
@DependsOn("Migrations")
public class Setup {
    private static final String ACTOR = "setup";

    @Inject
    @ConfigProperty(name = "tallyport.setup.file")
    private Optional<Path> file;

    @Inject
    private People people;

    @Inject
    private OperatorKeys operatorKeys;

    @Inject
    private Organisations organisations;

    @Inject
    private Contracts contracts;

    @Inject
    private ApiKeys keys;

    @Inject
    private CreditLedger ledger;

    @Inject
    private SetupAccounts accounts;

    @Inject
    private OrganisationRoutings routings;

    @Inject
    private IpExemptions exemptions;

    @Inject
    private Shop shop;

    @PostConstruct
    void apply() {
        file.map(SetupFile::read).ifPresent(this::apply);
        exemptions.load();
    }

    private void apply(SetupFile setup) {
        setup.users().forEach(this::apply);
        accounts.replaceAll(SetupUpstreams.accounts(setup.upstreamProviders()));
        setup.organisations().forEach(this::apply);
        exemptions.add(setup.ipExemptions());
        if (setup.sales() != null) {
            shop.ensure(setup.sales(), ACTOR);
        }
    }

    private void apply(SetupFile.User user) {
        people.ensure(new Person(user.email(), user.name(), user.roles()), user.password());
        user.operatorKeys().forEach(key -> operatorKeys.adopt(user.email(), key.name(), key.secret(), ACTOR));
    }

    private void apply(SetupFile.Customer customer) {
        long id = organisations.ensure(customer.name());
        if (customer.contract() != null) {
            agree(id, customer.contract(), customer.openingBalance());
        }
        customer.keys().forEach(key -> apply(id, key));
        if (customer.routing() != null) {
            routings.set(id, customer.routing().of(accounts::idOf));
        }
        if (customer.openingBalance() != null) {
            credit(id, customer.openingBalance());
        }
        if (customer.billingProfile() != null) {
            shop.ensure(id, customer.billingProfile(), ACTOR);
        }
    }

    private void apply(long organisationId, SetupFile.Key key) {
        String publicId =
                keys.adopt(organisationId, key.name(), key.secret(), key.givenRole(), key.restrictions(), ACTOR);
        if (key.routing() != null) {
            keys.route(publicId, key.routing().of());
        }
    }

    private void agree(long organisationId, SetupFile.Contract contract, SetupFile.@Nullable OpeningBalance opening) {
        if (opening == null) {
            throw new IllegalArgumentException(
                    "a contract needs an openingBalance beside it, whose two people sign both");
        }
        requireTwoPeople(opening);
        contracts.ensure(
                organisationId,
                contract.terms(),
                new Contracts.Approval(opening.actor(), opening.approver(), "setup file"));
    }

    private void requireTwoPeople(SetupFile.OpeningBalance opening) {
        if (!people.exist(Set.of(opening.actor(), opening.approver()))) {
            throw new IllegalArgumentException("an opening balance needs two people of the setup file");
        }
    }

    private void credit(long organisationId, SetupFile.OpeningBalance opening) {
        requireTwoPeople(opening);
        ledger.adjustUp(
                        organisationId,
                        opening.nanoCredits(),
                        "setup:opening-balance:" + organisationId,
                        new Approval(opening.actor(), opening.approver(), opening.reason()))
                .orThrow();
    }
}
