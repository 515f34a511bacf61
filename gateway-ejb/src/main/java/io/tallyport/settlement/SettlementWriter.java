package io.tallyport.settlement;

import io.tallyport.settlement.SettlementStore.WalletRow;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes settlements; each method is one transaction. Lock order: wallets by id, then leases. */
@Stateless
public class SettlementWriter {

    @Inject
    private SettlementStore store;

    /** Every debit fits its hold and every lease is open: a handful of statements for the whole batch. */
    public void write(List<Settlement> items) {
        List<Settlement> absent = absent(items);
        if (absent.isEmpty()) {
            return;
        }
        if (absent.stream().anyMatch(item -> item.debit() > item.hold.amount())) {
            throw new IllegalStateException("a debit exceeds its hold");
        }
        Map<Long, WalletRow> wallets = store.lockWallets(absent);
        SettlementBatch batch = new SettlementBatch(wallets);
        absent.forEach(item -> batch.add(item, item.debit()));
        if (!store.insert(batch)) {
            throw new IllegalStateException("a lease of the batch is not open any more");
        }
    }

    /**
     * One call whose debit exceeds its hold, or whose lease is gone: the lease pays what it can, then the wallet's free
     * balance, and the rest is written off (money.md P5, section 5.7).
     *
     * @return nano-credits debited on the lease
     */
    public long writeAlone(Settlement item) {
        if (absent(List.of(item)).isEmpty()) {
            return item.debit();
        }
        Map<Long, WalletRow> wallets = store.lockWallets(List.of(item));
        long onLease = store.isLeaseOpen(item.hold.leaseId()) ? Math.min(item.debit(), item.hold.amount()) : 0;
        SettlementBatch batch = new SettlementBatch(wallets);
        batch.add(item, onLease);
        if (!store.insert(batch)) {
            throw new IllegalStateException("the lease was closed while its wallet was locked");
        }
        return onLease;
    }

    /** Takes back a debit that stands although its caller was told of failure (money.md section 5.6). */
    public void reverse(Settlement item) {
        @Nullable
        UUID standing = store.existing(List.of(item)).stream().findFirst().orElse(null);
        if (standing == null || item.debit() == 0) {
            return;
        }
        WalletRow wallet =
                Objects.requireNonNull(store.lockWallets(List.of(item)).get(item.usage.walletId()));
        store.reverse(standing, wallet);
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
}
