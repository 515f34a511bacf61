package io.tallyport.operator;

import io.tallyport.audit.Actor;
import io.tallyport.audit.Audit;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.keytext.KeyDigest;
import io.tallyport.keytext.KeyText;
import io.tallyport.operator.OperatorKeyStore.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes, verifies and revokes operators' keys. */
@ApplicationScoped
public class OperatorKeys {
    public static final String PREFIX = "ok-tp-";
    private static final int MOST_REMEMBERED = 1_000;
    private static final int LONGEST_NAME = 100;

    @Inject
    private OperatorKeyStore store;

    @Inject
    private KeyDigest digest;

    @Inject
    private Audit audit;

    private final Set<ByteBuffer> verified = ConcurrentHashMap.newKeySet();

    /** @param secret the whole text of a key, shown to a person once */
    public record NewKey(OperatorKey key, String secret) {}

    /**
     * Who presents this key; empty if it is unknown.
     *
     * @throws GatewayException 401 if it is revoked, 403 if its person is no operator any more
     */
    public Optional<Actor> verify(String text) {
        return KeyText.parse(text)
                .filter(key -> key.prefix().equals(PREFIX))
                .flatMap(key -> store.find(key.publicId()).filter(stored -> fits(key, stored)))
                .map(OperatorKeys::actor);
    }

    private boolean fits(KeyText key, Stored stored) {
        ByteBuffer whole = ByteBuffer.wrap(digest.wholeMac(key.whole()));
        if (verified.contains(whole)) {
            return true;
        }
        if (!digest.fits(key, stored.mac(), stored.hash())) {
            return false;
        }
        if (verified.size() >= MOST_REMEMBERED) {
            verified.clear();
        }
        verified.add(whole);
        return true;
    }

    private static Actor actor(Stored stored) {
        if (stored.key().revokedAt() != null) {
            throw new GatewayException(ErrorCode.KEY_REVOKED, "This operator key was revoked. Use another key.");
        }
        if (!stored.isOperator()) {
            throw new GatewayException(
                    ErrorCode.ROLE_MISSING, stored.key().email() + " does not have the role operator any more.");
        }
        return new Actor(stored.key().email(), stored.key().publicId());
    }

    /** Stores a key that was made elsewhere, such as for the setup file; does nothing if it is there already. */
    public void adopt(String email, String name, String text, String actor) {
        KeyText key = KeyText.parse(text)
                .filter(any -> any.prefix().equals(PREFIX))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the operator key named " + name + " is not of the form " + PREFIX + "…"));
        if (store.find(key.publicId()).isEmpty()) {
            insert(key, email, name, actor);
        }
    }

    /**
     * One more key for whoever asks.
     *
     * @throws GatewayException 400 that names the field
     */
    @Transactional
    public NewKey create(String name, Actor actor) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw GatewayException.invalid("name", "name is one line of 1 to " + LONGEST_NAME + " characters.");
        }
        KeyText key = KeyText.random(PREFIX);
        insert(key, actor.name(), name, actor.name());
        OperatorKey made = store.find(key.publicId()).orElseThrow().key();
        audit.record(actor, "operator_key.create", key.publicId(), null, made);
        return new NewKey(made, key.whole());
    }

    private void insert(KeyText key, String email, String name, String actor) {
        if (!store.insert(key.publicId(), email, name, digest.mac(key), digest.bcrypt(key), actor)) {
            throw new IllegalArgumentException("an operator key needs a person with the role operator: " + email);
        }
    }

    public List<OperatorKey> all() {
        return store.all();
    }

    /**
     * On every node at once.
     *
     * @throws GatewayException 404 if there is no such active key
     */
    @Transactional
    public OperatorKey revoke(String publicId, Actor actor) {
        OperatorKey before = store.find(publicId)
                .map(Stored::key)
                .filter(key -> key.revokedAt() == null)
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such active operator key."));
        store.revoke(publicId, actor.name());
        OperatorKey after = store.find(publicId).orElseThrow().key();
        audit.record(actor, "operator_key.revoke", publicId, before, after);
        return after;
    }
}
