package io.tallyport.key;

import io.tallyport.notify.EventType;
import io.tallyport.notify.Notifications;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/** Revokes keys, and has their organisations told in the same transaction. */
@ApplicationScoped
class Revocations {
    @Inject
    private ApiKeyStore store;

    @Inject
    private Notifications notifications;

    /** @return false if there is no such active key */
    @Transactional
    public boolean revoke(String publicId, String actor) {
        Optional<ApiKeyStore.Revoked> revoked = store.revoke(publicId, actor);
        revoked.ifPresent(key -> notifications.raise(
                key.organisationId(),
                EventType.KEY_REVOKED,
                Map.of(
                        "key",
                        key.kind().prefix() + publicId + "…",
                        "key_id",
                        publicId,
                        "name",
                        key.name(),
                        "revoked_by",
                        actor)));
        return revoked.isPresent();
    }
}
