package io.tallyport.margin;

import io.tallyport.catalog.Catalog;
import io.tallyport.catalog.Model;
import io.tallyport.catalog.PriceList;
import io.tallyport.catalog.ProviderCost;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.margin.ModelMargin.AtTier;
import io.tallyport.tier.Tier;
import io.tallyport.tier.Tiers;
import io.tallyport.upstream.UpstreamAccount;
import io.tallyport.upstream.UpstreamAccounts;
import io.tallyport.usage.Factors;
import io.tallyport.usage.Margin;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The margins of all models, and the decision to offer one. */
@Stateless
public class Margins {

    @Inject
    private MarginStore store;

    @Inject
    private Tiers tiers;

    @Inject
    private Catalog catalog;

    @Inject
    private UpstreamAccounts accounts;

    @Inject
    @ConfigProperty(name = "tallyport.price.base-ppm", defaultValue = "700000")
    private int basePpm;

    @Inject
    @ConfigProperty(name = "tallyport.price.forbid-negative-margin", defaultValue = "false")
    private boolean negativeForbidden;

    /** Of every priced model that is not retired, newest first. */
    public List<ModelMargin> all() {
        List<Tier> published = tiers.all();
        return catalog.models().stream()
                .filter(model -> !model.isRetired())
                .map(model -> of(model, model.prices(), published))
                .toList();
    }

    /** Of the open models alone, how many cost more than they bring at some tier. */
    public long openBelowCost() {
        return all().stream()
                .filter(margin -> margin.model().open() && margin.isNegative())
                .count();
    }

    /** Which of these models would cost more than they bring at some tier with these prices, and do not with their own. */
    public List<String> turningNegative(Map<Model, PriceList> then) {
        List<Tier> published = tiers.all();
        Set<String> known = catalog.models().stream().map(Model::id).collect(Collectors.toSet());
        return then.entrySet().stream()
                .filter(each -> of(each.getKey(), each.getValue(), published).isNegative())
                .filter(each -> !known.contains(each.getKey().id())
                        || !of(each.getKey(), each.getKey().prices(), published).isNegative())
                .map(each -> each.getKey().id())
                .sorted()
                .toList();
    }

    /**
     * Lets calls use a model, by a person who has seen its margin; the margin of this moment is kept with the decision.
     *
     * @throws GatewayException 404 for a model without a price; 422 if its margin is negative and that is forbidden
     */
    public void open(String modelId, String actor) {
        ModelMargin margin = find(modelId);
        if (negativeForbidden) {
            margin.requireNoLoss();
        }
        store.decide(modelId, true, actor, margin.inWords());
    }

    /** @throws GatewayException 404 for a model without a price */
    public void close(String modelId, String actor) {
        store.decide(modelId, false, actor, find(modelId).inWords());
    }

    private ModelMargin find(String modelId) {
        return all().stream()
                .filter(margin -> margin.model().id().equals(modelId))
                .findFirst()
                .orElseThrow(
                        () -> new GatewayException(ErrorCode.NOT_FOUND, "There is no priced model " + modelId + "."));
    }

    private ModelMargin of(Model model, PriceList prices, List<Tier> published) {
        List<UpstreamAccount> serving = accounts.serving(model);
        Stream<Optional<UpstreamAccount>> each = serving.isEmpty()
                ? Stream.of(Optional.empty())
                : serving.stream().map(Optional::of);
        return each.map(account -> against(account.orElse(null), model, prices, published))
                .min(Comparator.comparingInt(ModelMargin::worstPpm))
                .orElseThrow();
    }

    private ModelMargin against(
            @Nullable UpstreamAccount account, Model model, PriceList prices, List<Tier> published) {
        ProviderCost cost = account == null ? ProviderCost.AT_LIST : catalog.cost(account.id(), model.id());
        return new ModelMargin(
                model,
                account == null ? null : account.name(),
                !cost.rows().isEmpty(),
                published.stream()
                        .map(tier -> new AtTier(
                                tier.name(), Margin.of(prices, cost, new Factors(basePpm, tier.multiplierPpm()))))
                        .toList());
    }
}
