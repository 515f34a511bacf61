package io.tallyport.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.lot.Chargebacks;
import io.tallyport.lot.Chargebacks.Disputed;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a dispute does to lots and debts, by example. */
class ChargebacksIT {
    private final BareLedger ledger = BareLedger.get();
    private final Chargebacks chargebacks = ledger.bean(Chargebacks.class);
    private final long wallet = ledger.wallet();

    @AfterEach
    void theBooksAreConsistent() {
        ledger.assertConsistent(wallet);
    }

    @Test
    @DisplayName("section 9, P11 lost: the bonus that nobody used goes with the credits, and its price with theirs")
    void theUnusedBonusGoesToo() {
        Disputed disputed = disputed(ledger.topUp(wallet, 400, 40, 4_000), 4_000);
        ledger.call(wallet, 10);
        long kept = chargebacks.open(disputed);
        assertThat(kept).isEqualTo(400 + 30);
        assertThat(frozen()).isEqualTo(430);
        chargebacks.lost(disputed, kept, false);
        assertThat(posted(disputed, "lost"))
                .containsExactly(
                        "P11 W.P -> X.CBK 400 CRD",
                        "P11 W.B -> X.ISS.B 30 CRD",
                        "P11 2100 -> 1130 3910 USD",
                        "P11 5300 -> 1130 90 USD");
        assertThat(List.of(ledger.balance(wallet), frozen(), debt())).containsExactly(0L, 0L, 0L);
    }

    @Test
    @DisplayName("P10: disputed credits stand last in the order of use, and where they stood once the dispute is won")
    void disputedCreditsAreUsedLast() {
        long first = ledger.topUp(wallet, 100, 0, 1_000);
        long second = ledger.topUp(wallet, 100, 0, 1_000);
        ledger.call(wallet, 30);
        Disputed disputed = disputed(first, 1_000);
        long kept = chargebacks.open(disputed);
        ledger.call(wallet, 50);
        assertThat(List.of(left(first), left(second))).containsExactly(70L, 50L);
        chargebacks.won(disputed, kept);
        assertThat(frozen()).isZero();
        ledger.call(wallet, 20);
        assertThat(List.of(left(first), left(second))).containsExactly(50L, 50L);
    }

    @Test
    @DisplayName("P11 lost: what a call used meanwhile is owed, and paid by credits that were frozen in its place")
    void creditsFrozenInPlaceOfUsedOnesPayWhatIsOwed() {
        Disputed disputed = disputed(ledger.topUp(wallet, 100, 0, 1_000), 1_000);
        UUID lease = ledger.lease(wallet, 100);
        long kept = chargebacks.open(disputed);
        assertThat(frozen()).as("none is free").isZero();
        ledger.settle(wallet, "model-a", lease, 100, 30);
        assertThat(frozen()).isEqualTo(70);
        long second = ledger.topUp(wallet, 100, 0, 1_000);
        assertThat(frozen()).isEqualTo(100);

        chargebacks.lost(disputed, kept, false);
        assertThat(posted(disputed, "lost")).contains("P11 DEBT -> X.CBK 30 CRD", "P11 W.P -> X.CBK 70 CRD");
        assertThat(posted(disputed, "debt")).containsExactly("P11 W.P -> DEBT 30 CRD");
        assertThat(List.of(ledger.balance(wallet), frozen(), debt(), left(second)))
                .containsExactly(70L, 0L, 0L, 70L);
    }

    private Disputed disputed(long group, long amount) {
        return new Disputed("dispute:" + BareLedger.key(), wallet, group, "stripe", "USD", amount, amount);
    }

    private List<String> posted(Disputed disputed, String step) {
        String id = ledger.text("SELECT id::text FROM ledger_tx WHERE idem_key = ?", disputed.key() + ":" + step);
        return ledger.entries(UUID.fromString(id));
    }

    private long left(long group) {
        return ledger.number("SELECT sum(remaining_nano)::bigint FROM credit_lot WHERE group_id = ?", group);
    }

    private long frozen() {
        return ledger.number("SELECT frozen FROM wallet WHERE id = ?", wallet);
    }

    private long debt() {
        return ledger.number("SELECT debt_nano FROM wallet WHERE id = ?", wallet);
    }
}
