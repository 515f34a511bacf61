package io.tallyport.relay;

import io.tallyport.catalog.Catalog;
import io.tallyport.catalog.Model;
import io.tallyport.catalog.ProviderCost;
import io.tallyport.choice.Candidate;
import io.tallyport.choice.Plan;
import io.tallyport.choice.Route;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.ChatRequest;
import io.tallyport.usage.Factors;
import io.tallyport.usage.Margin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.BiFunction;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What a call or its estimate is refused for before anything is counted or held: prices that are missing or too low. */
@ApplicationScoped
public class CallRules {
    @Inject
    @ConfigProperty(name = "tallyport.price.forbid-negative-margin", defaultValue = "false")
    private boolean negativeMarginForbidden;

    @Inject
    private Catalog catalog;

    /**
     * Without the accounts whose provider charges us more than this customer pays, where such calls are forbidden.
     *
     * @param asked the model's name as the caller wrote it
     * @throws GatewayException if no account is left
     */
    public Route worthwhile(Route found, String asked, Factors factors) {
        return negativeMarginForbidden ? withoutLosses(found, asked, factors, this::cost) : found;
    }

    private ProviderCost cost(Candidate candidate, Model model) {
        return catalog.cost(candidate.account().id(), model.id());
    }

    static Route withoutLosses(
            Route found, String asked, Factors factors, BiFunction<Candidate, Model, ProviderCost> costs) {
        Model model = found.model();
        Plan left = found.plan()
                .only(candidate -> !Margin.isNegative(model.prices(), costs.apply(candidate, model), factors));
        if (left.isEmpty()) {
            throw new GatewayException(
                    ErrorCode.MODEL_CLOSED, "The model " + asked + " is not open for calls on your terms.");
        }
        return new Route(model, found.upstreamName(), left);
    }

    /**
     * A class that the call would use and that has no price is never free (money.md B12).
     *
     * @throws GatewayException if there is one
     */
    public static void requirePrices(ChatRequest chat, Model model) {
        if (chat.audio() && !model.prices().pricesAudio(MaximumPrice.promptTokens(chat, model))) {
            throw new GatewayException(
                    ErrorCode.UNPRICED_MODEL, "The model " + chat.model() + " has no price for sound here. Send text.");
        }
    }
}
