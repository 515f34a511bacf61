package io.tallyport.account;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Ledger;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Customers. */
@Stateless
public class Organisations {
    private static final Pattern REASON = Pattern.compile("\\P{Cntrl}{1,200}");

    @Inject
    private OrganisationStore store;

    @Inject
    private Ledger ledger;

    /** Finds or makes the organisation of this name, with its wallet. */
    public long ensure(String name) {
        long id = store.idOf(name).orElseGet(() -> store.insert(name));
        ledger.openWallet(id);
        return id;
    }

    /**
     * Turns an organisation away from a moment on: until then its answers carry a notice, afterwards its calls get 403 with
     * the reason, on every node within five seconds. Calls under way end as they would.
     *
     * @param from by the database clock; past: at once
     */
    public void suspend(long organisationId, Instant from, String reason, String actor) {
        setStatus(organisationId, "SUSPENDED", from, reason, actor);
    }

    /** The emergency stop: no new call of the organisation is served, on every node within five seconds. */
    public void stop(long organisationId, String reason, String actor) {
        setStatus(organisationId, "STOPPED", null, reason, actor);
    }

    /** Ends a suspension or a stop, or takes back its announcement. */
    public void resume(long organisationId, String reason, String actor) {
        setStatus(organisationId, "ACTIVE", null, reason, actor);
    }

    private void setStatus(long id, String status, @Nullable Instant from, String reason, String actor) {
        String told = reason.strip();
        if (!REASON.matcher(told).matches()) {
            throw GatewayException.invalid(
                    "reason", "A reason has 1 to 200 characters, no control characters among them.");
        }
        if (!store.setStatus(id, status, from, told, actor)) {
            throw new GatewayException(ErrorCode.NOT_FOUND, "There is no such organisation.");
        }
    }

    public List<Organisation> all() {
        return store.all();
    }

    public Optional<Organisation> find(long id) {
        return store.find(id);
    }
}
