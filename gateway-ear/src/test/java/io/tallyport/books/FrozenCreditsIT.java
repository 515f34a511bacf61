package io.tallyport.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.ledger.Decision;
import io.tallyport.ledger.Decision.Refusal;
import io.tallyport.ledger.Decision.Refused;
import io.tallyport.lot.Chargebacks;
import io.tallyport.lot.CreditLedger;
import io.tallyport.lot.Expiry;
import io.tallyport.lot.Refunds;
import io.tallyport.lot.TopUp;
import io.tallyport.lot.TopUp.Sale;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Section 9: while 40 credits and their bonus of 4 are disputed, nothing takes them; 20 that came later are free. */
class FrozenCreditsIT {
    private final BareLedger ledger = BareLedger.get();
    private final CreditLedger credits = ledger.credits;
    private final Chargebacks chargebacks = ledger.bean(Chargebacks.class);
    private final long wallet = ledger.wallet();
    private final long sister = ledger.sister(wallet);
    private long disputedGroup;
    private long kept;
    private Chargebacks.Disputed disputed;

    @BeforeEach
    void aTopUpIsDisputed() {
        Instant soon = Instant.now().plus(1, ChronoUnit.HOURS);
        credits.topUp(new TopUp(wallet, Sale.untaxed("stripe", "USD", 4_000), 40, 4, soon), BareLedger.key())
                .orThrow();
        disputedGroup = ledger.number("SELECT max(id) FROM lot_group WHERE wallet_id = ?", wallet);
        disputed = new Chargebacks.Disputed(
                "dispute:" + UUID.randomUUID(), wallet, disputedGroup, "stripe", "USD", 4_000, 4_000);
        kept = chargebacks.open(disputed);
        assertThat(kept).isEqualTo(44);
    }

    @AfterEach
    void theBooksAreConsistent() {
        if (frozen() > 0) {
            chargebacks.won(disputed, kept);
        }
        ledger.assertConsistent(wallet, sister);
    }

    @Test
    @DisplayName("P18: a move takes paid credits that came later, and none of those that are disputed")
    void aMoveLeavesThem() {
        credits.adjustUp(wallet, 20, BareLedger.key(), BareLedger.TWO_PEOPLE).orThrow();
        assertRefused(move(1));
        ledger.topUp(wallet, 10, 0, 1_000);
        assertRefused(move(11));
        move(10).orThrow();
        assertThat(left(disputedGroup)).isEqualTo(44);
        assertThat(ledger.balance(sister)).isEqualTo(10);

        chargebacks.won(disputed, kept);
        move(40).orThrow();
        assertThat(left(disputedGroup)).isEqualTo(4);
    }

    @Test
    @DisplayName("P16: a disputed bonus whose time is over stays until the dispute is decided, and costs nothing else")
    void theirBonusDoesNotExpire() {
        ledger.topUp(wallet, 20, 0, 2_000);
        ledger.database.update("""
                UPDATE credit_lot SET effective_at = clock_timestamp() - interval '2 hours',
                    expires_at = clock_timestamp() - interval '1 hour' WHERE wallet_id = ? AND kind = 'BONUS'
                """, wallet);
        assertThat(ledger.bean(Expiry.class).expire(wallet)).isZero();
        assertThat(ledger.lease(wallet, 20)).as("all that came later is free").isNotNull();

        chargebacks.won(disputed, kept);
        assertThat(ledger.bean(Expiry.class).expire(wallet)).isEqualTo(4);
        assertThat(left(disputedGroup)).isEqualTo(40);
    }

    @Test
    @DisplayName("P8: nothing of a disputed top-up is refunded while others are, up to what is free")
    void aRefundLeavesThem() {
        long later = ledger.topUp(wallet, 20, 0, 2_000);
        assertRefused(refund(disputedGroup, 10));
        assertThat(ledger.bean(Refunds.class).creditsWorth(disputedGroup, 1_000))
                .as("nor is one that was made at the provider booked")
                .isEmpty();
        refund(later, 20).orThrow();
        assertRefused(refund(disputedGroup, 1));
        assertThat(left(disputedGroup)).isEqualTo(44);

        chargebacks.won(disputed, kept);
        refund(disputedGroup, 40).orThrow();
        assertThat(ledger.balance(wallet)).isZero();
    }

    @Test
    @DisplayName("P12: an adjustment takes what came later, and no more than that")
    void anAdjustmentLeavesThem() {
        ledger.topUp(wallet, 20, 0, 2_000);
        assertRefused(credits.adjustDown(wallet, 21, BareLedger.key(), BareLedger.TWO_PEOPLE));
        credits.adjustDown(wallet, 20, BareLedger.key(), BareLedger.TWO_PEOPLE).orThrow();
        assertThat(left(disputedGroup)).isEqualTo(44);
    }

    private Decision move(long nano) {
        return credits.move(wallet, sister, nano, BareLedger.key(), BareLedger.TWO_PEOPLE);
    }

    private Decision refund(long group, long nano) {
        return credits.refund(group, nano, BareLedger.key(), "a@x.example", "asked for");
    }

    private long left(long group) {
        return ledger.number("SELECT sum(remaining_nano) FROM credit_lot WHERE group_id = ?", group);
    }

    private long frozen() {
        return ledger.number("SELECT frozen FROM wallet WHERE id = ?", wallet);
    }

    private static void assertRefused(Decision decision) {
        assertThat(decision).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal())
                .isEqualTo(Refusal.INSUFFICIENT_CREDITS));
    }
}
