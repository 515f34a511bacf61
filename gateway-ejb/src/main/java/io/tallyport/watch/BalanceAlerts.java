package io.tallyport.watch;

import io.tallyport.error.GatewayException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The balance below which an organisation wants to be told; nano-credits. */
@ApplicationScoped
public class BalanceAlerts {
    private static final long HIGHEST = 4_000_000_000_000_000_000L;

    @Inject
    private WatchStore store;

    /** @param low whether the balance went below it and has not recovered */
    public record Threshold(long nano, boolean low) {}

    /** Empty: it wants not to be told. */
    public Optional<Threshold> find(long organisationId) {
        return store.threshold(organisationId);
    }

    /**
     * From now on: a balance that is below already is told as well.
     *
     * @throws GatewayException 400 outside of what balances can be
     */
    public Threshold set(long organisationId, long nano) {
        if (nano < 1 || nano > HIGHEST) {
            throw GatewayException.invalid("threshold", "threshold is above 0 and at most 4,000,000,000 credits.");
        }
        return store.setThreshold(organisationId, nano);
    }

    public void remove(long organisationId) {
        store.removeThreshold(organisationId);
    }
}
