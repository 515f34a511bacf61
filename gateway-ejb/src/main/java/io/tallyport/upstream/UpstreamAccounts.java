package io.tallyport.upstream;

import io.tallyport.alert.Alerts;
import io.tallyport.catalog.Model;
import io.tallyport.upstream.UpstreamStore.Stored;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.microprofile.config.Config;

/**
 * The accounts this node can use: enabled, under an enabled provider, not taken out, and with a secret that it knows. Read
 * from memory, so that a call may ask on its I/O thread.
 */
@ApplicationScoped
public class UpstreamAccounts {
    private static final Logger LOG = System.getLogger(UpstreamAccounts.class.getName());

    @Inject
    private UpstreamStore store;

    @Inject
    private Config config;

    @Inject
    private AccountSecrets accountSecrets;

    @Inject
    private Alerts alerts;

    @Resource
    private ManagedExecutorService executor;

    private final Set<Long> goingOut = ConcurrentHashMap.newKeySet();
    private final Set<Long> unreadable = ConcurrentHashMap.newKeySet();
    private volatile Known known = new Known(0, List.of(), Map.of(), Map.of());

    /** What was read last. */
    private record Known(
            long version, List<UpstreamAccount> usable, Map<Long, UpstreamAccount> byId, Map<Long, String> secrets) {}

    /** Reads the accounts again. */
    public synchronized void load() {
        List<UpstreamAccount> usable = new ArrayList<>();
        Map<Long, UpstreamAccount> byId = new HashMap<>();
        Map<Long, String> secrets = new HashMap<>();
        for (Stored stored : store.inUse()) {
            UpstreamAccount account = stored.account();
            secretOf(stored).ifPresent(secret -> {
                usable.add(account);
                byId.put(account.id(), account);
                secrets.put(account.id(), secret);
            });
        }
        if (!usable.equals(known.usable) || !secrets.equals(known.secrets)) {
            known = new Known(known.version + 1, List.copyOf(usable), byId, secrets);
        }
    }

    /** Ours and those of organisations, by id. */
    public List<UpstreamAccount> usable() {
        return known.usable;
    }

    /** The account, if it is usable. */
    public Optional<UpstreamAccount> find(long accountId) {
        return Optional.ofNullable(known.byId.get(accountId));
    }

    /** Grows with each change that was read. */
    public long version() {
        return known.version;
    }

    /** Accounts of ours that serve a model, by id. */
    public List<UpstreamAccount> serving(Model model) {
        return known.usable.stream()
                .filter(account ->
                        account.isOurs() && account.provider().serves().contains(model.provider()))
                .toList();
    }

    /** Empty if it is not usable any more. */
    public Optional<String> secret(UpstreamAccount account) {
        return Optional.ofNullable(known.secrets.get(account.id()));
    }

    /**
     * Takes an account that its provider refuses out of use on every node, until a person puts it back, and raises an alert.
     * Does not wait: it is called on I/O threads.
     *
     * @param reason in our words: a provider's own may hold part of the secret
     */
    public void takeOut(long accountId, String reason) {
        if (!goingOut.add(accountId)) {
            return;
        }
        try {
            executor.execute(() -> takeOutNow(accountId, reason));
        } catch (RejectedExecutionException e) {
            goingOut.remove(accountId);
        }
    }

    private void takeOutNow(long accountId, String reason) {
        try {
            store.takeOut(accountId, reason)
                    .ifPresent(account -> alerts.raise(
                            "upstream-account-refused",
                            account.organisationId(),
                            "The account " + account.name() + " was taken out: " + reason
                                    + ". See to its secret, then put it back."));
            load();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The account " + accountId + " could not be taken out", e);
        } finally {
            goingOut.remove(accountId);
        }
    }

    private Optional<String> secretOf(Stored stored) {
        if (stored.sealed() != null) {
            return opened(stored.account(), stored.sealed());
        }
        return Optional.ofNullable(stored.credential())
                .flatMap(name -> config.getOptionalValue(name, String.class))
                .filter(secret -> !secret.isBlank());
    }

    private Optional<String> opened(UpstreamAccount account, byte[] sealed) {
        try {
            String secret = accountSecrets.open(sealed);
            unreadable.remove(account.id());
            return Optional.of(secret);
        } catch (IllegalStateException e) {
            if (unreadable.add(account.id())) {
                LOG.log(Level.ERROR, "The secret of the account " + account.name() + " does not open", e);
            }
            return Optional.empty();
        }
    }
}
