package io.tallyport.credit;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Authorises calls out of this node's credit leases: no database round trip while a lease lasts, and never more than
 * the wallets and the keys' spend caps hold, on any number of nodes.
 */
@ApplicationScoped
public class Credit {
    private static final Logger LOG = System.getLogger(Credit.class.getName());
    private static final long RETRY_MILLIS = 40;

    @Inject
    private Leases leases;

    @Inject
    private KeyBudgets budgets;

    @Inject
    private NodeIdentity node;

    @Resource
    private ManagedExecutorService executor;

    @Resource(lookup = "java:jboss/ee/concurrency/scheduler/default")
    private ManagedScheduledExecutorService scheduler;

    private final Map<Fund, NodeCredit> funds = new ConcurrentHashMap<>();

    /**
     * Reserves the most that a call can cost.
     *
     * @param cappedKeyId the key whose spend cap must cover it too; null: none
     * @param amount nano-credits, at least 0
     */
    public CompletionStage<HoldAnswer> hold(long walletId, @Nullable String cappedKeyId, long amount) {
        Fund wallet = Fund.wallet(walletId);
        if (cappedKeyId == null) {
            return share(wallet, amount).thenApply(answer -> answer(answer, null));
        }
        return share(new Fund(walletId, cappedKeyId), amount).thenCompose(key -> switch (key) {
            case Share share ->
                share(wallet, amount)
                        .whenComplete((answer, failure) -> {
                            if (!(answer instanceof Share)) {
                                end(share, 0);
                            }
                        })
                        .thenApply(answer -> answer(answer, share));
            case NodeCredit.Short refused ->
                CompletableFuture.supplyAsync(() -> exhausted(walletId, cappedKeyId, refused), executor)
                        .thenCompose(answer -> answer);
        });
    }

    /** Gives a hold back unused; does nothing if it is settled or released already. */
    public void release(Hold hold) {
        if (hold.claim()) {
            end(hold, 0, 0);
        }
    }

    /** Grows a hold towards {@code wanted} nano-credits out of what its leases have free. */
    public void enlarge(Hold hold, long wanted) {
        hold.wallet.credit.enlarge(hold.wallet, wanted);
        if (hold.key != null) {
            hold.key.credit.enlarge(hold.key, wanted);
        }
    }

    /**
     * Ends a hold that was claimed for settlement.
     *
     * @param onLease nano-credits of the debit that its wallet's lease paid
     * @param debit all of it
     */
    public void end(Hold hold, long onLease, long debit) {
        end(hold.wallet, onLease);
        if (hold.key != null) {
            end(hold.key, hold.onKeyLease(debit));
        }
    }

    Collection<NodeCredit> funds() {
        return funds.values();
    }

    /** Another node waits for what this one has free. */
    void recall(Fund fund) {
        @Nullable NodeCredit credit = funds.get(fund);
        if (credit != null) {
            credit.recall();
            giveBack(credit);
        }
    }

    void giveBack(NodeCredit credit) {
        for (NodeCredit.Return part : credit.takeReturnable()) {
            try {
                leases.giveBack(part);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "Could not give a lease back; trying again", e);
                credit.returnFailed(part);
            }
        }
    }

    private CompletionStage<NodeCredit.Answer> share(Fund fund, long amount) {
        NodeCredit credit = funds.computeIfAbsent(fund, any -> new NodeCredit(any, node.leaseLife()));
        CompletionStage<NodeCredit.Answer> answer = credit.hold(amount);
        drawIfDue(credit);
        return answer;
    }

    private static HoldAnswer answer(NodeCredit.Answer wallet, @Nullable Share key) {
        return switch (wallet) {
            case Share share -> new Hold(share, key);
            case NodeCredit.Short refused -> new HoldAnswer.Shortage(refused.available(), refused.needed());
        };
    }

    /** A cap that was lifted meanwhile refuses nothing. */
    private CompletionStage<HoldAnswer> exhausted(long walletId, String keyId, NodeCredit.Short refused) {
        return budgets.of(keyId)
                .map(budget -> CompletableFuture.<HoldAnswer>completedStage(
                        new HoldAnswer.Exhausted(budget, refused.available(), refused.needed())))
                .orElseGet(() -> hold(walletId, null, refused.needed()));
    }

    private void end(Share share, long consumed) {
        NodeCredit credit = share.credit;
        credit.end(share, consumed).deliver();
        if (share.lease.recalled) {
            executor.execute(() -> giveBack(credit));
        }
        if (credit.hasWaiters()) {
            drawIfDue(credit);
        }
    }

    private void drawIfDue(NodeCredit credit) {
        credit.startDraw().ifPresent(need -> executor.execute(() -> draw(credit, need)));
    }

    private void draw(NodeCredit credit, Need need) {
        try {
            giveBack(credit);
            long sentAt = System.nanoTime();
            Leases.Draw draw = leases.draw(credit.fund, need);
            @Nullable Lease lease = draw.granted() == 0 ? null : leaseOf(credit, need, draw, sentAt);
            credit.drawn(need, lease, draw.granted(), draw.available(), draw.recalled())
                    .deliver();
            afterDraw(credit, draw.granted() > 0);
        } catch (RuntimeException e) {
            credit.drawFailed(e).deliver();
        }
    }

    /** Whoever came during a draw asks for the next one; whoever got nothing from it asks again until patience ends. */
    private void afterDraw(NodeCredit credit, boolean gave) {
        if (gave || credit.hasNewWaiters()) {
            drawIfDue(credit);
            return;
        }
        if (credit.startRetry()) {
            scheduler.schedule(
                    () -> {
                        credit.refuseOverdue().deliver();
                        drawIfDue(credit);
                    },
                    RETRY_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    private static Lease leaseOf(NodeCredit credit, Need need, Leases.Draw draw, long sentAt) {
        if (need.lease() != null && need.lease().id.equals(draw.leaseId())) {
            return need.lease();
        }
        return new Lease(draw.leaseId(), credit.fund, 0, sentAt);
    }
}
