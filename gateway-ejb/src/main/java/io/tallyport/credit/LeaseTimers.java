package io.tallyport.credit;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.UUID;

/** Begins this node's epoch, renews its leases, gives idle ones back, and expires those of dead nodes. */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class LeaseTimers {
    private static final Logger LOG = System.getLogger(LeaseTimers.class.getName());

    @Inject
    private Leases leases;

    @Inject
    private Credit credit;

    @Inject
    private NodeIdentity node;

    @PostConstruct
    void begin() {
        node.begin(leases.beginEpoch());
    }

    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    void renew() {
        guarded("renew this node's leases", () -> {
            long sentAt = System.nanoTime();
            Set<UUID> renewed = leases.renew();
            credit.wallets().forEach(wallet -> wallet.renewed(renewed, sentAt));
        });
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void giveBackIdle() {
        for (WalletCredit wallet : credit.wallets()) {
            for (Lease lease : wallet.takeReturnable()) {
                if (!guarded("give a lease back", () -> leases.giveBack(lease))) {
                    wallet.retire(lease);
                }
            }
        }
    }

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void reap() {
        guarded("expire the leases of dead nodes", () -> {
            int expired = leases.reap();
            if (expired > 0) {
                LOG.log(Level.WARNING, "Expired {0} leases of nodes that stopped renewing them", expired);
            }
        });
    }

    private static boolean guarded(String what, Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Could not " + what + "; trying again", e);
            return false;
        }
    }
}
