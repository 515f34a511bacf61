package io.tallyport.provisioning;

import io.tallyport.audit.Actor;
import io.tallyport.audit.Audit;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.upstream.Quota;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Objects;

/** Keys at providers that organisations bring along, each for its organisation's calls alone. */
@ApplicationScoped
public class OwnAccounts {
    private static final int MOST = 20;
    private static final AccountWish USUAL = new AccountWish(null, null, null, Quota.NONE);

    @Inject
    private AccountStore store;

    @Inject
    private Accounts accounts;

    @Inject
    private Audit audit;

    /** By id. */
    public List<AccountState> of(long organisationId) {
        return store.of(organisationId);
    }

    /** @throws GatewayException 400 that names the field, 422 beyond 20 */
    @Transactional
    public AccountState add(long organisationId, String provider, String name, String secret, Actor actor) {
        Checks.name("name", name);
        store.lock(organisationId);
        if (store.of(organisationId).size() >= MOST) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE,
                    "An organisation has " + MOST + " upstream accounts of its own at most; delete one first.");
        }
        AccountState made = accounts.add(provider, name, organisationId, USUAL, secret);
        audit.record(actor, "own_account.create", name, null, made);
        return made;
    }

    /** @throws GatewayException 400 that names the field, 404 for an account of somebody else */
    @Transactional
    public AccountState setSecret(long organisationId, long id, String secret, Actor actor) {
        AccountState before = require(organisationId, id);
        accounts.replaceSecret(before, secret);
        AccountState after = accounts.require(id);
        audit.record(actor, "own_account.set_secret", before.name(), before, after);
        return after;
    }

    /** @throws GatewayException 404 for an account of somebody else */
    @Transactional
    public void delete(long organisationId, long id, Actor actor) {
        AccountState before = require(organisationId, id);
        accounts.remove(before);
        audit.record(actor, "own_account.delete", before.name(), before, null);
    }

    private AccountState require(long organisationId, long id) {
        AccountState account = accounts.require(id);
        if (!Objects.equals(account.organisationId(), organisationId)) {
            throw new GatewayException(ErrorCode.NOT_FOUND, "There is no such upstream account.");
        }
        return account;
    }
}
