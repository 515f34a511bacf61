package io.tallyport.revenue;

import io.tallyport.database.Retries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Revenue of every wallet and the cost of every call, up to now; one transaction per wallet. */
@ApplicationScoped
public class RollUp {
    private static final Logger LOG = System.getLogger(RollUp.class.getName());

    @Inject
    private RevenueStore store;

    @Inject
    private Recognition recognition;

    @Inject
    private ProviderCosts costs;

    /** What fails is left for the next time: nothing is lost, since all is cumulative. */
    public void run() {
        for (long wallet : store.wallets()) {
            guarded("revenue of wallet " + wallet, () -> recognise(wallet));
        }
        guarded("provider cost", this::postCosts);
    }

    /** A stretch at a time, so that the first time over old books is no statement of minutes. */
    private void postCosts() {
        while (costs.post()) {
            LOG.log(Level.DEBUG, "Counting the cost of calls");
        }
    }

    /** Revenue of one wallet. */
    public void recognise(long walletId) {
        count(walletId);
        Retries.run(() -> {
            recognition.recognise(walletId);
            return true;
        });
    }

    /**
     * Counts a wallet's use beside its settlements, a stretch at a time, so that what needs its revenue up to now holds
     * the wallet's lock for a moment only.
     */
    public void count(long walletId) {
        while (Retries.run(() -> recognition.count(walletId))) {
            LOG.log(Level.DEBUG, "Counting the use of wallet {0}", walletId);
        }
    }

    private static void guarded(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Could not roll up the " + what + "; trying again in an hour", e);
        }
    }
}
