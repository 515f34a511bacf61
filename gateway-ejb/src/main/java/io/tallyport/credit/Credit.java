package io.tallyport.credit;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Authorises calls out of this node's credit leases: no database round trip while a lease lasts, and never more than
 * the wallets hold, on any number of nodes.
 */
@ApplicationScoped
public class Credit {
    private static final long PATIENCE_MILLIS = 260;

    @Inject
    private Leases leases;

    @Resource
    private ManagedExecutorService executor;

    @Resource(lookup = "java:jboss/ee/concurrency/scheduler/default")
    private ManagedScheduledExecutorService scheduler;

    private final Map<Long, WalletCredit> wallets = new ConcurrentHashMap<>();

    /**
     * Reserves the most that a call can cost.
     *
     * @param amount nano-credits, at least 0
     */
    public CompletionStage<HoldAnswer> hold(long walletId, long amount) {
        WalletCredit wallet = wallets.computeIfAbsent(walletId, WalletCredit::new);
        CompletionStage<HoldAnswer> answer = wallet.hold(amount);
        drawIfDue(wallet);
        return answer;
    }

    /** Gives a hold back unused. */
    public void release(Hold hold) {
        end(hold, 0);
    }

    /** Grows a hold towards {@code wanted} nano-credits out of what the lease has free. */
    public void enlarge(Hold hold, long wanted) {
        hold.wallet.enlarge(hold, wanted);
    }

    /** Ends a hold of which {@code debitOnLease} nano-credits were settled against its lease. */
    public void end(Hold hold, long debitOnLease) {
        hold.wallet.end(hold, debitOnLease).deliver();
        if (hold.wallet.hasWaiters()) {
            drawIfDue(hold.wallet);
        }
    }

    Collection<WalletCredit> wallets() {
        return wallets.values();
    }

    private void drawIfDue(WalletCredit wallet) {
        wallet.startDraw().ifPresent(need -> executor.execute(() -> draw(wallet, need)));
    }

    private void draw(WalletCredit wallet, WalletCredit.Need need) {
        try {
            long sentAt = System.nanoTime();
            Leases.Draw draw = leases.draw(wallet.walletId, need);
            @Nullable Lease lease = draw.granted() == 0 ? null : leaseOf(wallet, need, draw, sentAt);
            long free = need.lease() == null ? 0 : Math.max(0, need.lease().free());
            wallet.drawn(lease, draw.granted(), draw.available() + free).deliver();
            afterDraw(wallet, draw.granted() > 0);
        } catch (RuntimeException e) {
            wallet.drawFailed(e).deliver();
        }
    }

    /** Whoever came during a draw asks for the next one; where the wallet gave nothing, patience is all that is left. */
    private void afterDraw(WalletCredit wallet, boolean gave) {
        if (!wallet.hasWaiters()) {
            return;
        }
        if (gave) {
            drawIfDue(wallet);
            return;
        }
        scheduler.schedule(() -> wallet.refuseOverdue().deliver(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Lease leaseOf(WalletCredit wallet, WalletCredit.Need need, Leases.Draw draw, long sentAt) {
        if (need.lease() != null && need.lease().id.equals(draw.leaseId())) {
            return need.lease();
        }
        return new Lease(draw.leaseId(), wallet.walletId, 0, sentAt);
    }
}
