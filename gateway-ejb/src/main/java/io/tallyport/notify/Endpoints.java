package io.tallyport.notify;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.outbound.Outbound;
import io.tallyport.vault.SealedColumn;
import io.tallyport.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keeps the endpoints of organisations. Each method throws 404 for an endpoint of somebody else. */
@ApplicationScoped
public class Endpoints {
    private static final int MOST = 20;
    private static final int LONGEST_DESCRIPTION = 200;

    @Inject
    private EndpointStore store;

    @Inject
    private Outbound outbound;

    @Inject
    private Vault vault;

    @Inject
    @ConfigProperty(name = "tallyport.notify.rotation-overlap", defaultValue = "P1D")
    private Duration overlap;

    /** What somebody wants an endpoint to be. */
    public record Wish(String url, String description, Set<EventType> types, boolean enabled) {}

    /** @param secret {@code whsec_} and base64: shown this once */
    public record WithSecret(Endpoint endpoint, String secret) {}

    /**
     * Looks the host's name up, so that no transaction may be open.
     *
     * @param operation the same again makes no second one, and has the same secret
     * @throws GatewayException 400 that names the field at fault, 422 beyond 20 endpoints
     */
    public WithSecret create(long organisationId, Wish wish, UUID operation) {
        Wish checked = checked(wish);
        Optional<EndpointStore.Sealed> before = store.madeBy(organisationId, operation);
        if (before.isPresent()) {
            return opened(before.get());
        }
        if (store.of(organisationId).size() >= MOST) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE,
                    "An organisation has " + MOST + " webhook endpoints at most; delete one first.");
        }
        WebhookSecret secret = WebhookSecret.random();
        return new WithSecret(
                store.insert(organisationId, checked, sealed(organisationId, secret), operation), secret.text());
    }

    /** Newest first. */
    public List<Endpoint> of(long organisationId) {
        return store.of(organisationId);
    }

    public Endpoint require(long organisationId, long id) {
        return store.find(organisationId, id).orElseThrow(Endpoints::missing);
    }

    /** As {@link #create}, of one that is there; enabling it takes a reason of ours away. */
    public Endpoint update(long organisationId, long id, Wish wish) {
        return store.update(organisationId, id, checked(wish)).orElseThrow(Endpoints::missing);
    }

    /** What has not been delivered to it is not delivered any more. */
    public void delete(long organisationId, long id) {
        if (!store.delete(organisationId, id)) {
            throw missing();
        }
    }

    /**
     * Gives it a new secret; for a while the old one signs as well.
     *
     * @param operation the same again changes nothing and has the same secret
     */
    public WithSecret rotate(long organisationId, long id, UUID operation) {
        byte[] sealed = sealed(organisationId, WebhookSecret.random());
        store.rotate(organisationId, id, sealed, overlap, operation);
        return opened(store.sealed(organisationId, id).orElseThrow(Endpoints::missing));
    }

    private Wish checked(Wish wish) {
        String description = wish.description().strip();
        if (description.length() > LONGEST_DESCRIPTION || description.chars().anyMatch(Character::isISOControl)) {
            throw GatewayException.invalid(
                    "description", "description is one line of at most " + LONGEST_DESCRIPTION + " characters.");
        }
        String url = outbound.requireTarget("url", wish.url()).toString();
        return new Wish(url, description, wish.types(), wish.enabled());
    }

    private WithSecret opened(EndpointStore.Sealed sealed) {
        byte[] bytes = vault.open(sealed.secret(), purpose(sealed.endpoint().organisationId()));
        return new WithSecret(sealed.endpoint(), new WebhookSecret(bytes).text());
    }

    private byte[] sealed(long organisationId, WebhookSecret secret) {
        return vault.seal(secret.bytes(), purpose(organisationId));
    }

    @Produces
    static SealedColumn secrets() {
        return column("webhook secrets", "secret");
    }

    @Produces
    static SealedColumn oldSecrets() {
        return column("webhook secrets before their rotation", "old_secret");
    }

    private static SealedColumn column(String what, String name) {
        return new SealedColumn(
                what,
                "webhook_endpoint",
                name,
                "id",
                "bigint",
                "organisation_id",
                organisation -> purpose(Long.parseLong(organisation)));
    }

    static String purpose(long organisationId) {
        return "webhook-secret:" + organisationId;
    }

    private static GatewayException missing() {
        return new GatewayException(ErrorCode.NOT_FOUND, "There is no such webhook endpoint.");
    }
}
