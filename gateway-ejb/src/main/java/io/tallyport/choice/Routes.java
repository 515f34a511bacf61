package io.tallyport.choice;

import io.tallyport.catalog.Catalog;
import io.tallyport.catalog.Model;
import io.tallyport.catalog.Named;
import io.tallyport.chat.Protocol;
import io.tallyport.chat.WireFormat;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.key.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Turns the model that a call names into a route, or says why there is none. */
@ApplicationScoped
public class Routes {

    @Inject
    private Catalog catalog;

    @Inject
    private Plans plans;

    /** @throws GatewayException 400, 403 or 404 in the words of the surface's protocol */
    public Route resolve(String name, WireFormat surface, Caller caller) {
        Named named = named(name, surface, caller);
        Model model = named.model();
        Plan plan = plans.plan(model, surface, caller.walletId());
        if (plan.isEmpty()) {
            throw new GatewayException(
                    ErrorCode.WRONG_PROTOCOL, "The model " + name + " is served on " + homeOf(model) + " only.");
        }
        return new Route(model, named.upstreamName(), plan);
    }

    /** @throws GatewayException 403 or 404 in the words of the surface's protocol */
    public Named named(String name, WireFormat surface, Caller caller) {
        Named named = served(name, caller).orElseThrow(() -> notServed(name, surface.protocol()));
        if (!caller.mayUse(name) && !caller.mayUse(named.model().id())) {
            throw new GatewayException(ErrorCode.MODEL_NOT_ALLOWED, "Your key may not use the model " + name + ".");
        }
        return named;
    }

    /** The model that a caller means by this name, if some account serves it. */
    public Optional<Named> served(String name, Caller caller) {
        return served(name, caller.walletId());
    }

    Optional<Named> served(String name, long walletId) {
        return catalog.find(name, walletId, model -> isServed(model, walletId));
    }

    /** Open models that some account serves for this organisation, newest first; retired ones among them. */
    public List<Model> known(long walletId) {
        return catalog.models().stream()
                .filter(model -> model.open() && plans.isServed(model, walletId))
                .toList();
    }

    private boolean isServed(Model model, long walletId) {
        return !model.isRetired() && model.open() && plans.isServed(model, walletId);
    }

    private static String homeOf(Model model) {
        return switch (model.api()) {
            case CHAT -> "the chat endpoints";
            case RESPONSES_ONLY -> "/v1/responses";
            case EMBEDDINGS -> "/v1/embeddings";
        };
    }

    private GatewayException notServed(String name, Protocol protocol) {
        if (catalog.isUnpriced(name)) {
            return new GatewayException(
                    ErrorCode.UNPRICED_MODEL,
                    "The model " + name
                            + " has no price here, so calls of it are refused. Choose a model of /v1/models.");
        }
        if (catalog.isClosed(name)) {
            return new GatewayException(
                    ErrorCode.MODEL_CLOSED,
                    "The model " + name + " is not open for calls. Choose a model of /v1/models.");
        }
        return notFound(name, protocol);
    }

    private static GatewayException notFound(String name, Protocol protocol) {
        String message =
                switch (protocol) {
                    case ANTHROPIC -> "model: " + name;
                    case OPENAI, GEMINI ->
                        String.format(
                                Locale.ROOT, "The model `%s` does not exist or you do not have access to it.", name);
                };
        return new GatewayException(ErrorCode.MODEL_NOT_FOUND, message);
    }
}
