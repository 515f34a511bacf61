package io.tallyport.settlement;

import io.tallyport.settlement.SettlementStore.WalletRow;
import io.tallyport.usage.UsageEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * The rows that a batch of settlements adds up to: bonus credits before paid ones, one change per wallet and lease.
 * Amounts in nano-credits.
 */
final class SettlementBatch {
    final List<UsageEvent> usage = new ArrayList<>();
    final List<Transaction> transactions = new ArrayList<>();
    final List<Entry> entries = new ArrayList<>();
    final Map<Long, WalletChange> wallets = new HashMap<>();
    final Map<UUID, Long> leases = new HashMap<>();

    private final Map<Long, WalletRow> rows;

    SettlementBatch(Map<Long, WalletRow> rows) {
        this.rows = rows;
    }

    record Transaction(UUID id, String kind) {}

    record Entry(UUID transactionId, int line, long debitAccount, long creditAccount, long amount) {}

    /** What a wallet pays: out of bonus and paid credits, of which so much was leased. */
    static final class WalletChange {
        long bonus;
        long paid;
        long leased;
    }

    /** @param onLease how much of the debit its lease pays; the rest comes from the wallet's free balance */
    void add(Settlement item, long onLease) {
        usage.add(item.usage);
        long debit = item.debit();
        if (debit == 0) {
            return;
        }
        WalletRow row = Objects.requireNonNull(rows.get(item.usage.walletId()), "the call's wallet is gone");
        WalletChange change = wallets.computeIfAbsent(row.id(), id -> new WalletChange());
        long free = row.free() - (change.bonus + change.paid - change.leased);
        long fromWallet = Math.clamp(debit - onLease, 0, Math.max(0, free));
        long covered = onLease + fromWallet;
        long bonus = Math.min(covered, row.bonus() - change.bonus);
        long paid = covered - bonus;
        change.bonus += bonus;
        change.paid += paid;
        change.leased += onLease;
        if (onLease > 0) {
            leases.merge(item.hold.leaseId(), onLease, Math::addExact);
        }
        post(item.usage.requestId(), row, bonus, paid, debit - covered);
    }

    private void post(UUID id, WalletRow row, long bonus, long paid, long writtenOff) {
        transactions.add(new Transaction(id, writtenOff > 0 ? "P5" : "P4"));
        int line = 1;
        if (bonus > 0) {
            entries.add(new Entry(id, line++, row.bonusAccount(), row.usedAccount(), bonus));
        }
        if (paid > 0) {
            entries.add(new Entry(id, line++, row.paidAccount(), row.usedAccount(), paid));
        }
        if (writtenOff > 0) {
            entries.add(new Entry(id, line, row.writtenOffAccount(), row.usedAccount(), writtenOff));
        }
    }
}
