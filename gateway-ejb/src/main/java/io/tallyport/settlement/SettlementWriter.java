package io.tallyport.settlement;

import io.tallyport.lot.ServiceRefunds;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What settles or takes back a single call; each method is one transaction. It locks the wallet before it looks whether
 * the call stands, so that a statement of a lost connection, waiting for the same lock, has ended by then.
 */
@Stateless
public class SettlementWriter {

    @Inject
    private SettlementStore store;

    @Inject
    private ServiceRefunds serviceRefunds;

    record Written(long onLease, WalletAfter wallet) {}

    /**
     * One call whose debit exceeds its hold, or whose lease is gone: the lease pays what it can, then the wallet's free
     * balance, and the rest is written off (money.md P5, section 5.7).
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
        Map<Long, WalletAfter> wallets =
                store.settle(List.of(new Debit(item.usage, item.hold.leaseId(), onLease, keyLease, onKeyLease)));
        return new Written(onLease, Objects.requireNonNull(wallets.get(item.usage.walletId())));
    }

    /** Takes back a debit that stands although its caller was told of failure (money.md section 5.6). */
    public void reverse(Settlement item) {
        if (item.debit() == 0) {
            return;
        }
        serviceRefunds.undo(item.usage.walletId(), item.usage.requestId());
    }
}
