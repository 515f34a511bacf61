package io.tallyport.key;

import io.tallyport.keytext.KeyDigest;
import io.tallyport.keytext.KeyText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** Makes, verifies and revokes API keys. */
@ApplicationScoped
public class ApiKeys {
    @Inject
    private ApiKeyStore store;

    @Inject
    private KeyDigest digest;

    @Inject
    private VerifiedKeys verified;

    @Inject
    private Revocations revocations;

    private volatile String seen = "0";

    /** @param secret the whole text of a key, shown to a person once */
    public record NewKey(String publicId, String secret) {}

    /** The caller of a key this node has verified before; needs no database and no bcrypt. */
    public Optional<Caller> remembered(String text) {
        return verified.find(digest.wholeMac(text));
    }

    /** Verifies a key against the database; takes about 60 ms for a true one, be it valid, revoked or expired. */
    public Optional<Caller> verify(String text) {
        Optional<KeyText> key = KeyText.parse(text);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        return find(key.get())
                .filter(stored -> digest.fits(key.get(), stored.mac(), stored.hash()))
                .map(stored -> remember(key.get(), stored.caller()));
    }

    /** Read once more: what changed while its digest was compared was told to nobody. */
    private Caller remember(KeyText key, Caller caller) {
        verified.remember(digest.wholeMac(key.whole()), caller);
        Caller current = find(key).map(ApiKeyStore.Stored::caller).orElse(caller);
        verified.replace(current);
        return current;
    }

    private Optional<ApiKeyStore.Stored> find(KeyText key) {
        return store.find(key.publicId());
    }

    @Transactional
    public NewKey create(
            long organisationId, KeyKind kind, KeyRole role, String name, KeyRestrictions restrictions, String actor) {
        KeyText key = KeyText.random(kind.prefix());
        store.insert(
                key,
                roleOf(kind, role),
                organisationId,
                name,
                digest.mac(key),
                digest.bcrypt(key),
                actor,
                restrictions);
        return new NewKey(key.publicId(), key.whole());
    }

    /**
     * Stores a key that was made elsewhere, such as by the launcher; does nothing if it is there already.
     *
     * @return its public id
     */
    @Transactional
    public String adopt(
            long organisationId, String name, String text, KeyRole role, KeyRestrictions restrictions, String actor) {
        KeyText key = KeyText.parse(text)
                .filter(any -> KeyKind.of(any).isPresent())
                .orElseThrow(() -> new IllegalArgumentException(
                        "the key named " + name + " is not of the form sk-tp-… or mk-tp-…"));
        if (!store.exists(key.publicId())) {
            store.insert(
                    key,
                    roleOf(KeyKind.of(key).orElseThrow(), role),
                    organisationId,
                    name,
                    digest.mac(key),
                    digest.bcrypt(key),
                    actor,
                    restrictions);
        }
        return key.publicId();
    }

    private static KeyRole roleOf(KeyKind kind, KeyRole wanted) {
        return kind == KeyKind.MANAGEMENT ? wanted : KeyRole.READ;
    }

    /**
     * Replaces all of a key's restrictions, on every node within seconds; a revoked key stays revoked.
     *
     * @return false if there is no such key
     */
    @Transactional
    public boolean restrict(String publicId, KeyRestrictions restrictions) {
        return store.restrict(publicId, restrictions);
    }

    /**
     * Replaces what a key says of the way of its calls, on every node within seconds.
     *
     * @return false if there is no such key
     */
    public boolean route(String publicId, KeyRouting routing) {
        return store.route(publicId, routing);
    }

    /** @return false if there is no such active key */
    public boolean revoke(String publicId, String actor) {
        boolean revoked = revocations.revoke(publicId, actor);
        store.find(publicId).map(ApiKeyStore.Stored::caller).ifPresent(verified::replace);
        return revoked;
    }

    public Optional<ApiKey> find(String publicId) {
        return store.key(publicId);
    }

    public List<ApiKey> of(long organisationId) {
        return store.of(organisationId);
    }

    /**
     * Brings what has changed to this node: revocations, restrictions, suspensions. Costs two index look-ups while nothing
     * has.
     */
    void refresh() {
        String next = store.oldestOpenTransaction();
        if (!verified.isEmpty()) {
            store.changedSince(seen).forEach(verified::replace);
        }
        seen = next;
    }
}
