package io.tallyport.relay;

import io.tallyport.chat.WireFormat;
import io.tallyport.credit.Credit;
import io.tallyport.error.GatewayException;
import io.tallyport.limit.Limits;
import io.tallyport.provider.Provider;
import io.tallyport.provider.Surface;
import io.tallyport.settlement.Settlements;
import io.tallyport.token.TokenCounter;
import io.tallyport.upstream.Transport;
import io.tallyport.upstream.UpstreamAccounts;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Carries chat calls: the one entrance for every inbound protocol. */
@ApplicationScoped
public class Relay {
    @Inject
    Limits limits;

    @Inject
    Routes routes;

    @Inject
    Credit credit;

    @Inject
    Settlements settlements;

    @Inject
    Transport transport;

    @Inject
    UpstreamAccounts accounts;

    @Inject
    Meters meters;

    @Inject
    TokenCounter tokens;

    @Resource
    ManagedExecutorService executor;

    @Inject
    @ConfigProperty(name = "tallyport.price.base-ppm", defaultValue = "700000")
    int basePpm;

    @Inject
    @ConfigProperty(name = "tallyport.hold.output-tokens", defaultValue = "16384")
    int holdOutputTokens;

    @Inject
    @Any
    private Instance<Provider> foundProviders;

    @Inject
    @Any
    private Instance<Surface> foundSurfaces;

    private final Map<WireFormat, Provider> providers = new EnumMap<>(WireFormat.class);
    private final Map<WireFormat, Surface> surfaces = new EnumMap<>(WireFormat.class);

    @PostConstruct
    void indexFormats() {
        foundProviders.forEach(provider -> providers.put(provider.format(), provider));
        foundSurfaces.forEach(surface -> surfaces.put(surface.format(), surface));
    }

    /** Starts a call and returns; {@code answer} hears the rest. */
    public void carry(CallRequest request, Answer answer) {
        try {
            new Call(this, surface(request.format()), request, answer).start();
        } catch (GatewayException refusal) {
            answer.refuse(refusal);
        }
    }

    Provider provider(WireFormat format) {
        return Objects.requireNonNull(providers.get(format));
    }

    private Surface surface(WireFormat format) {
        return Objects.requireNonNull(surfaces.get(format));
    }
}
