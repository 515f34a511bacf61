package io.tallyport.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.ledger.BareLedger;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** L13: which lot pays (money.md section 8): priority, expiry, bonus before paid, effective date, age. */
class LotOrderIT {
    private final BareLedger ledger = BareLedger.get();
    private final long wallet = ledger.wallet();

    @AfterEach
    void theBooksAreConsistent() {
        ledger.assertConsistent(wallet);
    }

    @Test
    @DisplayName("L13: the order of lots")
    void lotsPayInTheOrderThatWasFrozenWithThem() {
        long old = grant("0, now() - interval '2 days', null");
        long later = grant("0, now() - interval '1 day', null");
        long expiring = grant("0, now() - interval '1 day', now() + interval '9 days'");
        long expiringFirst = grant("0, now() - interval '1 day', now() + interval '1 day'");
        long last = grant("1, now() - interval '3 days', now() + interval '1 hour'");
        long first = grant("-1, now() - interval '1 day', null");
        ledger.topUp(wallet, 100, 0, 100);
        long paid = ledger.number("SELECT max(id) FROM credit_lot WHERE wallet_id = ?", wallet);

        assertThat(lotsOf(ledger.call(wallet, 700)))
                .containsExactly(first, expiringFirst, expiring, old, later, paid, last);
    }

    @Test
    @DisplayName("L13: what is granted for later pays last, and only what nothing else pays")
    void aLotServesOnlyUsageAuthorisedFromItsEffectiveDateOnWhileAnythingElsePays() {
        long now = grant("5, now() - interval '1 day', null");
        long tomorrow = grant("-9, now() + interval '1 day', null");

        assertThat(lotsOf(ledger.call(wallet, 60))).containsExactly(now);
        assertThat(lotsOf(ledger.call(wallet, 60))).containsExactly(now, tomorrow);
    }

    /** 100 nano-credits of bonus. */
    private long grant(String priorityEffectiveAndExpiry) {
        String key = BareLedger.key();
        return ledger.number("""
                WITH tx AS (
                    INSERT INTO ledger_tx (id, kind, idem_key, request_hash, actor, approver, reason)
                    VALUES (gen_random_uuid(), 'P12', ?, '', 'maker@x.example', 'checker@x.example', 'for a test')
                    RETURNING id
                ), grouped AS (
                    INSERT INTO lot_group (wallet_id, initial_nano, base_minor, base_nano) VALUES (?, 100, 0, 100)
                    RETURNING id, wallet_id
                ), lot AS (
                    INSERT INTO credit_lot (group_id, wallet_id, kind, initial_nano, remaining_nano, priority, effective_at,
                        expires_at)
                    SELECT id, wallet_id, 'BONUS', 100, 100, %s FROM grouped RETURNING id, wallet_id
                ), entry AS (
                    INSERT INTO ledger_entry (tx_id, line, debit_account, credit_account, amount, wallet_id, lot_id)
                    SELECT tx.id, 1, a.id, w.bonus_account, 100, w.id, lot.id
                    FROM tx, lot JOIN wallet w ON w.id = wallet_id, ledger_account a WHERE a.class = 'X.ADJ'
                ), credited AS (
                    UPDATE wallet SET posted_b = posted_b + 100, version = version + 1 FROM lot WHERE wallet.id = wallet_id
                )
                SELECT id FROM lot
                """.formatted(priorityEffectiveAndExpiry), key, wallet);
    }

    private List<Long> lotsOf(UUID call) {
        return ledger.database.list(
                "SELECT lot_id FROM ledger_entry WHERE tx_id = ? ORDER BY line", row -> row.getLong(1), call);
    }
}
