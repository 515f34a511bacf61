package io.tallyport.offer;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What can be bought at this moment, by the database's clock. */
@Stateless
public class Offers {
    @Inject
    private OfferStore store;

    public List<CreditPackage> packages() {
        return store.packages();
    }

    /** @throws GatewayException 404 if it is not sold (any more) */
    public CreditPackage packageOf(long id) {
        return store.packages().stream()
                .filter(one -> one.id() == id)
                .findFirst()
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.NOT_FOUND, "There is no such package; GET /v1/billing/packages lists what is sold."));
    }

    public List<BonusRule> bonusRules() {
        return store.bonusRules();
    }

    /** The one rule that gives most; of equals the older. */
    public Optional<Bonus> bonusFor(long creditsNano, boolean isFirstOrder) {
        return best(store.bonusRules(), creditsNano, isFirstOrder);
    }

    static Optional<Bonus> best(List<BonusRule> rules, long creditsNano, boolean isFirstOrder) {
        return rules.stream()
                .filter(rule -> rule.appliesTo(creditsNano, isFirstOrder))
                .map(rule -> new Bonus(rule.id(), rule.bonusFor(creditsNano), rule.lotDays()))
                .filter(bonus -> bonus.nano() > 0)
                .max(Comparator.comparingLong(Bonus::nano)
                        .thenComparing(Comparator.comparingLong(Bonus::ruleId).reversed()));
    }

    /** Makes the package of this seller, name and currency what is given; another price ends the row and begins one. */
    public void ensure(CreditPackage wanted, String actor) {
        boolean isSold = store.packages().stream()
                .anyMatch(one -> one.sellerId() == wanted.sellerId()
                        && one.equals(new CreditPackage(
                                one.id(),
                                wanted.sellerId(),
                                wanted.name(),
                                wanted.currency(),
                                wanted.net(),
                                wanted.creditsNano(),
                                wanted.amounts())));
        if (!isSold) {
            store.end(wanted.sellerId(), wanted.name(), wanted.currency());
            store.insert(wanted, actor);
        }
    }

    /** Makes the rule unless one like it is in force. */
    public void ensure(BonusRule wanted, String actor) {
        boolean isThere = store.bonusRules().stream()
                .anyMatch(one -> one.equals(new BonusRule(
                        one.id(),
                        wanted.fromNano(),
                        wanted.bonusPpm(),
                        wanted.firstOrderOnly(),
                        wanted.mostNano(),
                        wanted.lotDays())));
        if (!isThere) {
            store.insert(wanted, actor);
        }
    }
}
