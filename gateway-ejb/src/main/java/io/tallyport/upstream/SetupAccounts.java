package io.tallyport.upstream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Providers and accounts of the setup file. */
@ApplicationScoped
public class SetupAccounts {
    @Inject
    private SetupAccountStore store;

    /** @throws IllegalArgumentException if there is no account of ours by this name */
    public long idOf(String name) {
        return store.idOf(name).orElseThrow(() -> new IllegalArgumentException("there is no account " + name));
    }

    /**
     * Makes them as the file says. Accounts that it named before and names no longer are disabled; those that operators made
     * are left alone.
     */
    public void replaceAll(Map<UpstreamProvider, List<SetupAccount>> providers) {
        providers.forEach((provider, accounts) -> {
            long providerId = store.save(provider);
            accounts.forEach(account -> store.save(providerId, account));
        });
        store.forgetAllBut(
                providers.keySet().stream().map(UpstreamProvider::name).collect(Collectors.toSet()),
                providers.values().stream()
                        .flatMap(List::stream)
                        .map(SetupAccount::name)
                        .collect(Collectors.toSet()));
    }
}
