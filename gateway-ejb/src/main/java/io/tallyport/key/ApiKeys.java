package io.tallyport.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes, verifies and revokes API keys. */
@ApplicationScoped
public class ApiKeys {
    @Inject
    private ApiKeyStore store;

    @Inject
    private KeyDigest digest;

    @Inject
    private VerifiedKeys verified;

    /** @param secret the whole text of a key, shown to a person once */
    public record NewKey(String publicId, String secret) {}

    /** The caller of a key this node has verified before; needs no database and no bcrypt. */
    public Optional<Caller> remembered(String text) {
        return verified.find(digest.wholeMac(text));
    }

    /** Verifies a key against the database; takes about 60 ms for a true one. */
    public Optional<Caller> verify(String text) {
        Optional<KeyText> key = KeyText.parse(text);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        return store.findActive(key.get().publicId())
                .filter(stored -> digest.fits(key.get(), stored.mac(), stored.hash()))
                .map(stored -> verified.remember(digest.wholeMac(text), stored.caller()));
    }

    public NewKey create(long organisationId, KeyKind kind, String name, String actor) {
        KeyText key = KeyText.random(kind);
        store.insert(key, organisationId, name, digest.mac(key), digest.bcrypt(key), actor);
        return new NewKey(key.publicId(), key.whole());
    }

    /** Stores a key that was made elsewhere, such as by the launcher; does nothing if it is there already. */
    public void adopt(long organisationId, String name, String text, String actor) {
        KeyText key = KeyText.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the key named " + name + " is not of the form sk-tp-… or mk-tp-…"));
        if (!store.exists(key.publicId())) {
            store.insert(key, organisationId, name, digest.mac(key), digest.bcrypt(key), actor);
        }
    }

    /** @return false if there is no such active key */
    public boolean revoke(String publicId, String actor) {
        boolean revoked = store.revoke(publicId, actor);
        verified.forget(publicId);
        return revoked;
    }

    public List<ApiKey> of(long organisationId) {
        return store.of(organisationId);
    }

    /** Brings revocations and suspensions to this node. */
    void refresh() {
        Set<String> known = verified.publicIds();
        if (known.isEmpty()) {
            return;
        }
        Map<String, Caller> current = new HashMap<>();
        store.callers(known).forEach(caller -> current.put(caller.keyId(), caller));
        verified.replace(current);
        Set<String> revoked = new HashSet<>(known);
        revoked.removeAll(current.keySet());
        revoked.forEach(verified::forget);
    }
}
