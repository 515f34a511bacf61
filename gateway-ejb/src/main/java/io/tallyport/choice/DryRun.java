package io.tallyport.choice;

import io.tallyport.affinity.AffinityKey;
import io.tallyport.affinity.PromptHash;
import io.tallyport.catalog.Catalog;
import io.tallyport.catalog.Model;
import io.tallyport.catalog.Named;
import io.tallyport.catalog.ProviderCost;
import io.tallyport.chat.WireFormat;
import io.tallyport.choice.Chooser.Asked;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.key.RoutingMode;
import io.tallyport.pool.Standing;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.Formats;
import io.tallyport.route.OrganisationRouting;
import io.tallyport.route.RoutingTables;
import io.tallyport.tier.Tiers;
import io.tallyport.usage.Factors;
import io.tallyport.usage.Margin;
import io.tallyport.usage.UsageEvent.Placed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Where a request would go if it were sent now, what would follow on failures, and what it would leave us there. */
@ApplicationScoped
public class DryRun {
    /** Chooses without remembering. */
    private static final int NO_LIFE = 0;

    @Inject
    private Routes routes;

    @Inject
    private Plans plans;

    @Inject
    private Chooser chooser;

    @Inject
    private RoutingTables tables;

    @Inject
    private Formats formats;

    @Inject
    private PromptHash prompts;

    @Inject
    private Catalog catalog;

    @Inject
    private Tiers tiers;

    @Inject
    @ConfigProperty(name = "tallyport.price.base-ppm", defaultValue = "700000")
    private int basePpm;

    /**
     * One account that would be asked if those before it failed.
     *
     * @param upstreamModel what its provider calls the model
     * @param margins of each price class at the organisation's tier
     */
    public record Step(
            Candidate candidate, String upstreamModel, Placed placed, Standing standing, List<Margin> margins) {}

    /** @param others that may not be asked now, or that no failure leads to */
    public record Way(Model model, Factors factors, List<Step> steps, List<Step> others) {}

    /**
     * @param body a request in the surface's format
     * @param session as a header would name it; null: none
     * @throws GatewayException 400 for a request that the call itself would be refused for, 404 for a model that nobody serves
     */
    public Way of(long walletId, WireFormat surface, byte[] body, @Nullable String session) {
        ChatRequest chat = formats.surface(surface).read(body);
        Named named = routes.served(chat.model(), walletId)
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.MODEL_NOT_FOUND, "No account serves " + chat.model() + " for this organisation."));
        Model model = named.model();
        Factors factors = new Factors(basePpm, tiers.standing(walletId).multiplierPpm());
        Plan plan = plans.plan(model, surface, walletId);
        Asked asked = asked(walletId, model, body, chat, session);
        long now = System.nanoTime();
        List<Candidate> tried = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (Pick pick = chooser.next(plan, asked, tried, now); pick != null; ) {
            steps.add(step(pick.candidate(), pick.placed(), named, factors, now));
            tried.add(pick.candidate());
            pick = chooser.next(plan, asked, tried, now);
        }
        List<Step> others = plan.candidates()
                .filter(candidate -> !tried.contains(candidate))
                .map(candidate -> step(candidate, Placed.MOVED, named, factors, now))
                .toList();
        return new Way(model, factors, steps, others);
    }

    private Asked asked(long walletId, Model model, byte[] body, ChatRequest chat, @Nullable String session) {
        OrganisationRouting rules = tables.organisation(walletId);
        Wish wish =
                switch (rules.mode()) {
                    case AFFINITY -> Wish.AFFINITY;
                    case SPREAD -> Wish.SPREAD;
                    case FIXED -> Wish.fixed(Objects.requireNonNull(rules.fixedAccountId()));
                };
        AffinityKey key = wish.mode() == RoutingMode.AFFINITY
                ? prompts.of(walletId, model.id(), body, chat, session)
                : AffinityKey.NONE;
        return new Asked(key, wish, NO_LIFE);
    }

    private Step step(Candidate candidate, Placed placed, Named named, Factors factors, long now) {
        ProviderCost cost = catalog.cost(candidate.account().id(), named.model().id());
        return new Step(
                candidate,
                candidate.upstreamModel() == null ? named.upstreamName() : candidate.upstreamModel(),
                placed,
                candidate.standing(now),
                Margin.of(named.model().prices(), cost, factors));
    }
}
