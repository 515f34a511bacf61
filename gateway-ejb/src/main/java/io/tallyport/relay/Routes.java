package io.tallyport.relay;

import io.tallyport.catalog.Catalog;
import io.tallyport.catalog.Model;
import io.tallyport.chat.Protocol;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.key.Caller;
import io.tallyport.upstream.UpstreamAccount;
import io.tallyport.upstream.UpstreamAccounts;
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
    private UpstreamAccounts accounts;

    Route resolve(String name, Protocol protocol, Caller caller) {
        Model model = catalog.find(name)
                .filter(Model::isOpenForChat)
                .orElseThrow(() -> new GatewayException(ErrorCode.MODEL_NOT_FOUND, notFound(name, protocol)));
        if (!caller.mayUse(name) && !caller.mayUse(model.id())) {
            throw new GatewayException(ErrorCode.MODEL_NOT_ALLOWED, "Your key may not use the model " + name + ".");
        }
        List<UpstreamAccount> serving = accounts.serving(model);
        if (serving.isEmpty()) {
            throw new GatewayException(ErrorCode.MODEL_NOT_FOUND, notFound(name, protocol));
        }
        List<UpstreamAccount> speaking = serving.stream()
                .filter(account -> account.protocol() == protocol)
                .toList();
        if (speaking.isEmpty()) {
            throw new GatewayException(ErrorCode.WRONG_PROTOCOL, otherProtocol(name, protocol));
        }
        return new Route(model, speaking);
    }

    /** Chat models that some account serves, newest first. */
    public List<Model> served() {
        return catalog.models().stream()
                .filter(model ->
                        model.isOpenForChat() && !accounts.serving(model).isEmpty())
                .toList();
    }

    /** The served model of this id or alias. */
    public Optional<Model> served(String name) {
        return catalog.find(name)
                .filter(model ->
                        model.isOpenForChat() && !accounts.serving(model).isEmpty());
    }

    private static String notFound(String name, Protocol protocol) {
        return switch (protocol) {
            case ANTHROPIC -> "model: " + name;
            case OPENAI, GEMINI ->
                String.format(Locale.ROOT, "The model `%s` does not exist or you do not have access to it.", name);
        };
    }

    private static String otherProtocol(String name, Protocol protocol) {
        return switch (protocol) {
            case ANTHROPIC ->
                "The model " + name + " is served on /v1/chat/completions only; /v1/messages does not"
                        + " translate to its provider's format yet.";
            case OPENAI, GEMINI ->
                "The model " + name + " is served on /v1/messages only; /v1/chat/completions does not"
                        + " translate to its provider's format yet.";
        };
    }
}
