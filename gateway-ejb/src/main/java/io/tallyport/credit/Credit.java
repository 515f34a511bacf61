package io.tallyport.credit;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Authorises calls out of this node's credit leases: no database round trip while a lease lasts, and never more than
 * the wallets and the keys' spend caps hold, on any number of nodes.
 */
@ApplicationScoped
public class Credit {
    @Inject
    private Draws draws;

    @Inject
    private KeyBudgets budgets;

    @Inject
    private NodeIdentity node;

    @Resource
    private ManagedExecutorService executor;

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
            draws.giveBack(List.of(credit));
        }
    }

    private CompletionStage<NodeCredit.Answer> share(Fund fund, long amount) {
        NodeCredit credit = funds.computeIfAbsent(fund, any -> new NodeCredit(any, node.leaseLife()));
        CompletionStage<NodeCredit.Answer> answer = credit.hold(amount);
        draws.drawIfDue(credit);
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
            executor.execute(() -> draws.giveBack(List.of(credit)));
        }
        if (credit.hasWaiters()) {
            draws.drawIfDue(credit);
        }
    }
}
