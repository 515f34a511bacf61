package io.tallyport.estimate;

import io.tallyport.catalog.Model;
import io.tallyport.chat.WireFormat;
import io.tallyport.choice.Routes;
import io.tallyport.error.GatewayException;
import io.tallyport.estimate.Estimate.Bound;
import io.tallyport.estimate.Estimate.InputNano;
import io.tallyport.key.Caller;
import io.tallyport.limit.Admission;
import io.tallyport.limit.Limits;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.ChatRequest.Caching;
import io.tallyport.provider.ConversationSurface;
import io.tallyport.provider.Formats;
import io.tallyport.relay.CallRules;
import io.tallyport.relay.MaximumPrice;
import io.tallyport.tier.Standing;
import io.tallyport.tier.Tiers;
import io.tallyport.token.TokenCounter;
import io.tallyport.usage.Factors;
import io.tallyport.usage.Rating;
import io.tallyport.usage.TokenCounts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Prices requests that are not sent: free, and limited like any other call. */
@ApplicationScoped
public class Estimates {
    @Inject
    private Routes routes;

    @Inject
    private CallRules rules;

    @Inject
    private Formats formats;

    @Inject
    private Limits limits;

    @Inject
    private Tiers tiers;

    @Inject
    private TokenCounter counter;

    @Inject
    @ConfigProperty(name = "tallyport.price.base-ppm", defaultValue = "700000")
    private int basePpm;

    @Inject
    @ConfigProperty(name = "tallyport.hold.output-tokens", defaultValue = "16384")
    private int holdOutputTokens;

    /**
     * Takes long, since it counts tokens: not for I/O threads.
     *
     * @throws GatewayException 400, 403, 404 and 429 as the call itself would get
     */
    public Estimate of(WireFormat format, byte[] body, Caller caller) {
        caller.requireServed();
        Standing terms = tiers.standing(caller.walletId());
        Admission admission = limits.enter(caller, terms);
        try {
            ConversationSurface surface = (ConversationSurface) formats.surface(format);
            ChatRequest request = surface.read(body);
            Factors factors = new Factors(basePpm, terms.multiplierPpm());
            Model model = rules.worthwhile(routes.resolve(request.model(), format, caller), request.model(), factors)
                    .model();
            CallRules.requirePrices(request, model);
            return estimate(request, model, counter.count(surface, body, model), terms, factors);
        } catch (ArithmeticException e) {
            throw GatewayException.invalid("max_tokens", "max_tokens is larger than any answer can be.");
        } finally {
            admission.leave();
        }
    }

    private Estimate estimate(ChatRequest request, Model model, long input, Standing terms, Factors factors) {
        InputNano ofInput = new InputNano(
                price(new TokenCounts(input, 0, 0, 0, 0), model, factors),
                price(new TokenCounts(0, input, 0, 0, 0), model, factors),
                price(new TokenCounts(0, 0, input, 0, 0), model, factors),
                price(new TokenCounts(0, 0, 0, input, 0), model, factors));
        return new Estimate(
                model.id(),
                model.prices().forPrompt(input).id(),
                terms.name(),
                factors,
                input,
                MaximumPrice.outputTokens(request, model, holdOutputTokens),
                ofInput,
                new Bound(ofInput.plain(), Math.min(ofInput.plain(), ofInput.cacheRead())),
                new Bound(
                        maximum(request.withCaching(Caching.NONE), model, factors),
                        maximum(request.withCaching(Caching.ONE_HOUR), model, factors)),
                maximum(request, model, factors));
    }

    private long maximum(ChatRequest request, Model model, Factors factors) {
        long input = MaximumPrice.promptTokens(request, model);
        return MaximumPrice.nanoCredits(request, model, factors, input, holdOutputTokens);
    }

    private static long price(TokenCounts tokens, Model model, Factors factors) {
        return Rating.debitNano(tokens, model.prices(), factors);
    }
}
