package io.tallyport.settlement;

import io.tallyport.lot.ServiceRefunds;
import io.tallyport.usage.UsageEvent;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What settles or takes back a single call; each method is one transaction. Whether a call stands is looked up under the
 * wallet's lock, so that a statement of a lost connection, waiting for the same lock, has ended by then.
 */
@Stateless
public class SettlementWriter {

    @Inject
    private SettlementStore store;

    @Inject
    private ServiceRefunds serviceRefunds;

    record Written(long onLease, WalletAfter wallet) {}

    /**
     * One call whose debit exceeds its hold, or whose lease is gone: the lease pays what it can, and {@link #settle} finds
     * the rest (money.md section 5.7).
     *
     * @return nano-credits debited on the lease, and what the wallet then is
     */
    public Written writeAlone(Settlement item) {
        store.lockWallet(item.usage.walletId());
        if (!store.existing(List.of(item)).isEmpty()) {
            return new Written(item.debit(), new WalletAfter(store.balance(item.usage.walletId()), null));
        }
        long onLease = Math.min(Math.min(item.debit(), item.hold.amount()), store.leaseRest(item.hold.leaseId()));
        @Nullable UUID keyLease = item.hold.keyLeaseId();
        long onKeyLease =
                keyLease == null ? 0 : Math.min(item.hold.onKeyLease(item.debit()), store.leaseRest(keyLease));
        return new Written(onLease, settle(item.usage, item.hold.leaseId(), onLease, keyLease, onKeyLease));
    }

    /**
     * What a call's lease does not pay comes from the wallet's free balance, then becomes the customer's debt up to the cap
     * agreed, and the rest is written off (money.md P5).
     */
    public WalletAfter settle(
            UsageEvent usage, UUID leaseId, long onLease, @Nullable UUID keyLeaseId, long onKeyLease) {
        long debit = usage.charge().debitNano();
        long rest = debit - onLease;
        SettlementStore.Means means = rest == 0 ? new SettlementStore.Means(0, 0) : store.means(usage.walletId());
        long free = Math.min(rest, means.free());
        long owed = Math.min(rest - free, means.debtRoom());
        long writtenOff = rest - free - owed;
        Map<Long, WalletAfter> wallets =
                store.settle(List.of(new Debit(usage, leaseId, onLease, onLease + free, keyLeaseId, onKeyLease)));
        return owed + writtenOff > 0
                ? store.owe(usage, owed, writtenOff)
                : Objects.requireNonNull(wallets.get(usage.walletId()));
    }

    /** Takes back a debit that stands although its caller was told of failure (money.md section 5.6). */
    public void reverse(Settlement item) {
        if (item.debit() == 0) {
            return;
        }
        serviceRefunds.undo(item.usage.walletId(), item.usage.requestId());
    }
}
