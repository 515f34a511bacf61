package io.tallyport.upstream;

import io.tallyport.catalog.Model;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/** The accounts this node can use: enabled, and with their secret in the configuration. */
@ApplicationScoped
public class UpstreamAccounts {

    @Inject
    private UpstreamAccountStore store;

    @Inject
    private Config config;

    private volatile List<UpstreamAccount> usable = List.of();

    /** Reads the accounts again. */
    public void load() {
        usable = store.enabled().stream()
                .filter(account -> secretIfSet(account).isPresent())
                .toList();
    }

    /** Makes these the accounts in use; others stay in the database, disabled. */
    public void replaceAll(List<UpstreamAccount> accounts) {
        accounts.forEach(store::save);
        store.disableAllBut(accounts.stream().map(UpstreamAccount::name).collect(Collectors.toSet()));
        load();
    }

    public List<UpstreamAccount> usable() {
        return usable;
    }

    /** Accounts that serve a model, in order of preference. */
    public List<UpstreamAccount> serving(Model model) {
        return usable.stream()
                .filter(account -> account.providers().contains(model.provider()))
                .toList();
    }

    public String secret(UpstreamAccount account) {
        return secretIfSet(account).orElseThrow();
    }

    private Optional<String> secretIfSet(UpstreamAccount account) {
        return config.getOptionalValue(account.credential(), String.class).filter(secret -> !secret.isBlank());
    }
}
