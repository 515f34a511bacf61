package io.tallyport.settlement;

import io.tallyport.credit.Credit;
import io.tallyport.database.Database;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.tier.Tiers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One partition's queue and the loop of its commit thread. */
final class CommitQueue {
    private static final Logger LOG = System.getLogger(CommitQueue.class.getName());
    private static final int MOST_AT_ONCE = 512;
    private static final long OVERDUE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long RETRY_MILLIS = 100;

    private final SettlementStore store;
    private final SettlementWriter writer;
    private final Credit credit;
    private final Tiers tiers;
    private final Database database;
    private final LongConsumer beyondHold;
    private final BlockingQueue<Settlement> queue;
    /** Given up on while the database may have had them: looked up and reversed as soon as it answers. */
    private final List<Settlement> doubtful = new ArrayList<>();

    private volatile List<Settlement> inFlight = List.of();
    private volatile boolean stopped;

    /** @param beyondHold is told of a wallet that paid a call more than was held for it, once that is committed */
    CommitQueue(
            SettlementStore store,
            SettlementWriter writer,
            Credit credit,
            Tiers tiers,
            Database database,
            LongConsumer beyondHold,
            int length) {
        this.store = store;
        this.writer = writer;
        this.credit = credit;
        this.tiers = tiers;
        this.database = database;
        this.beyondHold = beyondHold;
        this.queue = new ArrayBlockingQueue<>(length);
    }

    boolean offer(Settlement settlement) {
        return !stopped && queue.offer(settlement);
    }

    int fillPercent(int length) {
        return queue.size() * 100 / length;
    }

    void stop() {
        stopped = true;
    }

    void run() {
        List<Settlement> batch = new ArrayList<>(MOST_AT_ONCE);
        while (!stopped || !queue.isEmpty()) {
            try {
                @Nullable Settlement first = queue.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, MOST_AT_ONCE - 1);
                    inFlight = List.copyOf(batch);
                    flush(batch);
                }
                clearDoubts();
            } catch (InterruptedException e) {
                stopped = true;
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "The commit thread met an unforeseen failure and goes on", e);
            } finally {
                batch.clear();
                inFlight = List.of();
            }
        }
    }

    /** Tells whoever has waited for ten seconds that the call failed; the commit thread sees to the rest. */
    void expireOverdue() {
        long now = System.nanoTime();
        inFlight.forEach(item -> expireIfOverdue(item, now));
        queue.forEach(item -> expireIfOverdue(item, now));
    }

    private static void expireIfOverdue(Settlement item, long now) {
        if (now - item.acceptedAtNanos > OVERDUE_NANOS) {
            item.expire(new GatewayException(
                    ErrorCode.OVERLOADED, "The call could not be put on the books in time and was not charged."));
        }
    }

    /** Commits all; on failure waits out an unreachable database, or halves the batch to find the item at fault. */
    private void flush(List<Settlement> batch) throws InterruptedException {
        List<Settlement> items = withoutExpired(batch);
        while (!items.isEmpty()) {
            try {
                Map<Long, WalletAfter> wallets = write(items);
                tellTiers(wallets.values());
                items.forEach(item -> confirm(item, item.debit(), after(wallets, item)));
                return;
            } catch (RuntimeException e) {
                items.forEach(item -> item.attempted = true);
                if (database.answers()) {
                    bisect(items, e);
                    return;
                }
                Thread.sleep(RETRY_MILLIS);
                items = withoutExpired(items);
            }
        }
    }

    /** Every debit must fit its hold and every lease be open; then it is one statement for all. */
    private Map<Long, WalletAfter> write(List<Settlement> items) {
        List<Settlement> absent = absent(items);
        if (absent.stream().anyMatch(item -> item.debit() > item.hold.amount())) {
            throw new IllegalStateException("a debit exceeds its hold");
        }
        return absent.isEmpty()
                ? Map.of()
                : store.settle(absent.stream().map(Debit::within).toList());
    }

    private WalletAfter after(Map<Long, WalletAfter> wallets, Settlement item) {
        @Nullable WalletAfter known = wallets.get(item.usage.walletId());
        return known == null ? new WalletAfter(store.balance(item.usage.walletId()), null) : known;
    }

    private List<Settlement> absent(List<Settlement> items) {
        if (items.stream().noneMatch(item -> item.attempted)) {
            return items;
        }
        Set<UUID> existing = new HashSet<>(store.existing(items));
        return items.stream()
                .filter(item -> !existing.contains(item.usage.requestId()))
                .toList();
    }

    private void bisect(List<Settlement> items, RuntimeException cause) throws InterruptedException {
        if (items.size() > 1) {
            flush(items.subList(0, items.size() / 2));
            flush(items.subList(items.size() / 2, items.size()));
            return;
        }
        Settlement item = items.getFirst();
        try {
            SettlementWriter.Written written = writer.writeAlone(item);
            tellTiers(List.of(written.wallet()));
            alertBeyondHold(item);
            confirm(item, written.onLease(), written.wallet());
        } catch (RuntimeException e) {
            e.addSuppressed(cause);
            LOG.log(Level.ERROR, "A call could not be put on the books and is not charged", e);
            item.expire(new GatewayException(ErrorCode.INTERNAL, "The call could not be put on the books."));
            doubtful.add(item);
        }
    }

    private void alertBeyondHold(Settlement item) {
        if (item.debit() <= item.hold.amount()) {
            return;
        }
        try {
            beyondHold.accept(item.usage.walletId());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The alert of a call beyond its hold could not be raised", e);
        }
    }

    private void tellTiers(Collection<WalletAfter> wallets) {
        tiers.committed(wallets.stream()
                .flatMap(wallet -> Stream.ofNullable(wallet.spend()))
                .toList());
    }

    private void confirm(Settlement item, long debitOnLease, WalletAfter wallet) {
        if (item.attempted) {
            tiers.changed(item.usage.walletId());
        }
        credit.end(item.hold, debitOnLease, item.debit());
        if (item.commit()) {
            item.committed.complete(wallet.balance());
            return;
        }
        doubtful.add(item);
    }

    private List<Settlement> withoutExpired(List<Settlement> items) {
        List<Settlement> pending = new ArrayList<>(items.size());
        for (Settlement item : items) {
            if (!item.isExpired()) {
                pending.add(item);
                continue;
            }
            if (item.attempted) {
                doubtful.add(item);
                continue;
            }
            credit.end(item.hold, 0, 0);
        }
        return pending;
    }

    private void clearDoubts() {
        if (doubtful.isEmpty()) {
            return;
        }
        try {
            for (Settlement item : List.copyOf(doubtful)) {
                writer.reverse(item);
                tiers.changed(item.usage.walletId());
                // what was taken back went to the wallet: the leases stay poorer by what they may have paid
                credit.end(item.hold, Math.min(item.debit(), item.hold.amount()), item.debit());
                doubtful.remove(item);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Calls of unknown fate could not be looked up; trying again", e);
        }
    }
}
