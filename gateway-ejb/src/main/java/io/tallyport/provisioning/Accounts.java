package io.tallyport.provisioning;

import io.tallyport.audit.Actor;
import io.tallyport.audit.Audit;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.upstream.AccountSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes and changes accounts, as operators do. Each method throws 404 for one that is not there, and every change is known to
 * every node within a second.
 */
@ApplicationScoped
public class Accounts {
    @Inject
    private AccountStore store;

    @Inject
    private Providers providers;

    @Inject
    private AccountSecrets secrets;

    @Inject
    private Audit audit;

    /** Ours and those of organisations, by id. */
    public List<AccountState> all() {
        return store.all();
    }

    public AccountState require(long id) {
        return store.find(id)
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such upstream account."));
    }

    /**
     * Makes an account of ours, which serves calls as soon as it has a secret.
     *
     * @param secret null: it is set later
     * @throws GatewayException 400 that names the field at fault
     */
    @Transactional
    public AccountState create(String provider, String name, AccountWish wish, @Nullable String secret, Actor actor) {
        AccountState made = add(provider, Checks.name("name", name), null, wish, secret);
        audit.record(actor, "account.create", made.name(), null, made);
        return made;
    }

    /** In the caller's transaction, who writes it down. */
    AccountState add(
            String provider, String name, @Nullable Long organisationId, AccountWish wish, @Nullable String secret) {
        providers.requireNamed("provider", provider);
        AccountSecrets.@Nullable Sealed sealed = secret == null ? null : secrets.seal("secret", secret);
        long id = store.insert(provider, name, organisationId, wish)
                .orElseThrow(() ->
                        GatewayException.invalid("name", "name: there is an upstream account " + name + " already."));
        if (sealed != null) {
            store.setSecret(id, sealed);
        }
        return require(id);
    }

    /** Replaces all of it; what the setup file says of an account it says again at the next start. */
    @Transactional
    public AccountState update(long id, AccountWish wish, Actor actor) {
        AccountState before = require(id);
        store.update(id, wish);
        return written(actor, "account.update", before);
    }

    /**
     * Sets or replaces the secret, which puts an account back that was taken out.
     *
     * @throws GatewayException 400 that names the field, 422 for an account of the setup file
     */
    @Transactional
    public AccountState setSecret(long id, String secret, Actor actor) {
        AccountState before = requireNotOfSetupFile(id, "its secret is in the configuration property that it names");
        store.setSecret(id, secrets.seal("secret", secret));
        return written(actor, "account.set_secret", before);
    }

    @Transactional
    public AccountState setEnabled(long id, boolean enabled, Actor actor) {
        AccountState before = require(id);
        if (before.enabled() == enabled) {
            return before;
        }
        store.setEnabled(id, enabled);
        return written(actor, enabled ? "account.enable" : "account.disable", before);
    }

    /** Lets an account serve calls again that its provider refused. */
    @Transactional
    public AccountState putBack(long id, Actor actor) {
        AccountState before = require(id);
        if (before.takenOutAt() == null) {
            return before;
        }
        store.putBack(id);
        return written(actor, "account.put_back", before);
    }

    /**
     * It serves nothing any more and its secret is gone; its name is free, and the books keep it.
     *
     * @throws GatewayException 422 for an account of the setup file, or where calls of an organisation are fixed to it
     */
    @Transactional
    public void delete(long id, Actor actor) {
        AccountState before = requireNotOfSetupFile(id, "take it out there");
        remove(before);
        audit.record(actor, "account.delete", before.name(), before, null);
    }

    /** In the caller's transaction, who writes it down. */
    void remove(AccountState account) {
        if (store.isFixed(account.id())) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE,
                    "Calls of an organisation are fixed to the account " + account.name()
                            + ": change its routing first.");
        }
        store.delete(account.id());
    }

    void replaceSecret(AccountState account, String secret) {
        store.setSecret(account.id(), secrets.seal("secret", secret));
    }

    private AccountState requireNotOfSetupFile(long id, String remedy) {
        AccountState account = require(id);
        if (account.fromSetupFile()) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE,
                    "The account " + account.name() + " stands in the setup file: " + remedy + ".");
        }
        return account;
    }

    private AccountState written(Actor actor, String action, AccountState before) {
        AccountState after = require(before.id());
        audit.record(actor, action, before.name(), before, after);
        return after;
    }
}
