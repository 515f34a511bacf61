package io.tallyport.settlement;

import io.tallyport.alert.Alerts;
import io.tallyport.credit.Credit;
import io.tallyport.credit.Hold;
import io.tallyport.database.Database;
import io.tallyport.database.DatabaseState;
import io.tallyport.tier.Tiers;
import io.tallyport.usage.UsageEvent;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Puts finished calls on the books by group commit: a bounded queue per partition of wallets, flushed at once when no
 * commit of the partition is in flight, else when it returns (money.md section 5.4).
 */
@ApplicationScoped
public class Settlements {
    private static final int FULL_PERCENT = 80;

    @Inject
    private SettlementStore store;

    @Inject
    private SettlementWriter writer;

    @Inject
    private Credit credit;

    @Inject
    private Tiers tiers;

    @Inject
    private Database database;

    @Inject
    private DatabaseState state;

    @Inject
    private Alerts alerts;

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    @ConfigProperty(name = "tallyport.settlement.partitions", defaultValue = "2")
    private int partitionCount;

    @Inject
    @ConfigProperty(name = "tallyport.settlement.queue", defaultValue = "4096")
    private int queueLength;

    private List<CommitQueue> partitions = List.of();

    @PostConstruct
    void start() {
        partitions = IntStream.range(0, partitionCount)
                .mapToObj(i ->
                        new CommitQueue(store, writer, credit, tiers, database, this::alertBeyondHold, queueLength))
                .toList();
        partitions.forEach(queue -> threads.newThread(queue::run).start());
    }

    /** money.md P5. */
    private void alertBeyondHold(long walletId) {
        alerts.raise(
                "beyond-hold",
                walletId,
                "Calls cost more than was held for them: free credits, debt or a write-off paid the rest.");
    }

    @PreDestroy
    void stop() {
        partitions.forEach(CommitQueue::stop);
    }

    /**
     * Settles a call against its hold, which ends with it; one that is released already settles nothing. The stage completes
     * on the commit thread once the entries are committed, with what the wallet then holds (nano-credits, debt deducted); it
     * fails if the call is not on the books and never will be.
     */
    public CompletionStage<Long> post(UsageEvent usage, Hold hold) {
        if (!hold.claim()) {
            return CompletableFuture.failedStage(new IllegalStateException("the call's hold is ended already"));
        }
        if (usage.charge().debitNano() > hold.amount()) {
            credit.enlarge(hold, usage.charge().debitNano());
        }
        Settlement settlement = new Settlement(usage, hold);
        CommitQueue queue = partitions.get((int) Math.floorMod(usage.walletId(), (long) partitions.size()));
        if (!queue.offer(settlement)) {
            credit.end(hold, 0, 0);
            settlement.expire(new IllegalStateException("the settlement queue is full"));
        }
        return settlement.committed;
    }

    /** Whether new paid calls may start: no queue above 80 %, and the database not away for over a second. */
    public boolean isAccepting() {
        return state.isReachable()
                && partitions.stream().allMatch(queue -> queue.fillPercent(queueLength) < FULL_PERCENT);
    }

    void expireOverdue() {
        partitions.forEach(CommitQueue::expireOverdue);
    }
}
