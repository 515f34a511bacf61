package io.tallyport.provisioning;

import io.tallyport.audit.Actor;
import io.tallyport.audit.Audit;
import io.tallyport.catalog.Catalog;
import io.tallyport.catalog.Model;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes and changes providers. None is ever deleted: accounts and books name it. */
@ApplicationScoped
public class Providers {
    private static final Set<String> PROTOCOLS = Set.of("openai", "anthropic", "gemini");
    private static final Set<String> ON_DISCONNECT = Set.of("drain", "abort");

    @Inject
    private ProviderStore store;

    @Inject
    private Catalog catalog;

    @Inject
    private Audit audit;

    /** By name. */
    public List<ProviderState> all() {
        return store.all();
    }

    /** @throws GatewayException 404 */
    public ProviderState require(String name) {
        return store.find(name)
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no provider " + name + "."));
    }

    /** @throws GatewayException 400 that names the field */
    void requireNamed(String field, String name) {
        if (store.find(name).isEmpty()) {
            throw GatewayException.invalid(field, field + ": there is no provider " + name + ".");
        }
    }

    /**
     * Makes a provider, or replaces what is said of the one of this name; {@code enabled} stays.
     *
     * @throws GatewayException 400 that names the field at fault, 422 for one of the setup file
     */
    @Transactional
    public ProviderState put(ProviderState wish, Actor actor) {
        ProviderState checked = checked(wish);
        @Nullable ProviderState before = store.find(wish.name()).orElse(null);
        if (before != null && before.fromSetupFile()) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE,
                    "The provider " + wish.name() + " stands in the setup file: change it there.");
        }
        store.save(checked);
        ProviderState after = require(wish.name());
        audit.record(actor, before == null ? "provider.create" : "provider.update", wish.name(), before, after);
        return after;
    }

    /** No call goes to a disabled one, whatever its accounts. */
    @Transactional
    public ProviderState setEnabled(String name, boolean enabled, Actor actor) {
        ProviderState before = require(name);
        if (before.enabled() == enabled) {
            return before;
        }
        store.setEnabled(name, enabled);
        ProviderState after = require(name);
        audit.record(actor, enabled ? "provider.enable" : "provider.disable", name, before, after);
        return after;
    }

    private ProviderState checked(ProviderState wish) {
        if (wish.serves().isEmpty()) {
            throw GatewayException.invalid("serves", "serves names whose models it serves, one at least.");
        }
        Set<String> known = catalog.models().stream().map(Model::provider).collect(Collectors.toSet());
        wish.serves().forEach(served -> Checks.oneOf("serves", served, known));
        return new ProviderState(
                Checks.name("name", wish.name()),
                Checks.oneOf("protocol", wish.protocol(), PROTOCOLS),
                Checks.baseUrl("base_url", wish.baseUrl()),
                wish.serves().stream().distinct().toList(),
                wish.simulator(),
                wish.noStreamOptions(),
                wish.responses(),
                Checks.oneOf("on_disconnect", wish.onDisconnect(), ON_DISCONNECT),
                true,
                false);
    }
}
