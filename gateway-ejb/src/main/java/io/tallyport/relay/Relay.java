package io.tallyport.relay;

import io.tallyport.affinity.PromptHash;
import io.tallyport.alert.MissingUsage;
import io.tallyport.catalog.Catalog;
import io.tallyport.choice.Chooser;
import io.tallyport.choice.Routes;
import io.tallyport.choice.Wishes;
import io.tallyport.credit.Credit;
import io.tallyport.error.GatewayException;
import io.tallyport.key.ApiKeys;
import io.tallyport.limit.Limits;
import io.tallyport.provider.Formats;
import io.tallyport.review.HeldWallets;
import io.tallyport.settlement.Settlements;
import io.tallyport.tier.Tiers;
import io.tallyport.token.CountingThreads;
import io.tallyport.token.TokenCounter;
import io.tallyport.transport.Transport;
import io.tallyport.upstream.UpstreamAccounts;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Carries chat calls: the one entrance for every inbound protocol. */
@ApplicationScoped
public class Relay {
    @Inject
    Limits limits;

    @Inject
    Routes routes;

    @Inject
    Catalog catalog;

    @Inject
    Wishes wishes;

    @Inject
    PromptHash prompts;

    @Inject
    Chooser chooser;

    @Inject
    Retries retries;

    @Inject
    HeldBack heldBack;

    @Inject
    CallRules rules;

    @Inject
    MissingUsage missingUsage;

    @Inject
    Tiers tiers;

    @Inject
    Credit credit;

    @Inject
    ApiKeys keys;

    @Inject
    HeldWallets heldWallets;

    @Inject
    Settlements settlements;

    @Inject
    Transport transport;

    @Inject
    UpstreamAccounts accounts;

    @Inject
    Formats formats;

    @Inject
    Meters meters;

    @Inject
    TokenCounter tokens;

    @Inject
    CountingThreads counting;

    @Resource
    ManagedExecutorService executor;

    @Inject
    @ConfigProperty(name = "tallyport.price.base-ppm", defaultValue = "700000")
    int basePpm;

    @Inject
    @ConfigProperty(name = "tallyport.hold.output-tokens", defaultValue = "16384")
    int holdOutputTokens;

    /** Starts a call and returns; {@code answer} hears the rest. */
    public void carry(CallRequest request, Answer answer) {
        try {
            new Call(this, formats.surface(request.format()), request, answer).start();
        } catch (GatewayException refusal) {
            answer.refuse(refusal);
        }
    }
}
