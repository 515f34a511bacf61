package io.tallyport.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.ledger.Decision;
import io.tallyport.ledger.Decision.Refusal;
import io.tallyport.ledger.Decision.Refused;
import io.tallyport.lot.CreditLedger;
import io.tallyport.lot.Expiry;
import io.tallyport.lot.Refund;
import io.tallyport.lot.TopUp;
import io.tallyport.lot.TopUp.Sale;
import io.tallyport.revenue.RollUp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What refunds of unused paid credits post, by example. */
class RefundOperationsIT {
    private final BareLedger ledger = BareLedger.get();
    private final CreditLedger credits = ledger.credits;
    private long wallet;

    @BeforeEach
    void openWallet() {
        wallet = ledger.wallet();
    }

    @AfterEach
    void theBooksAreConsistent() {
        ledger.assertConsistent(wallet);
    }

    @Test
    @DisplayName("L15: the example of money.md section 9")
    void aRefundKeepsWhatWasPaidForTheUsedBonus() {
        long group = ledger.topUp(wallet, 100, 10, 10_000);
        ledger.call(wallet, 10);
        UUID id = refund(group, 100);

        Refund refund = credits.refund(id).orElseThrow();
        assertThat(refund.shortfall()).isEqualTo(10);
        assertThat(refund.net()).isEqualTo(9_000);
        assertThat(ledger.balance(wallet)).isZero();
        recognise();
        assertThat(ledger.unused(wallet)).isZero();
    }

    @Test
    @DisplayName("L15: in parts")
    void refundsInPartsKeepThePriceOfTheUsedBonusOnce() {
        long group = ledger.topUp(wallet, 100, 10, 10_000);
        ledger.call(wallet, 10);
        for (int part = 0; part < 2; part++) {
            UUID id = refund(group, 50);
            assertThat(credits.refund(id).orElseThrow().net()).isEqualTo(4_500);
        }
        assertThat(ledger.balance(wallet)).isZero();
    }

    @Test
    void aRefundClawsUnusedBonusBackAndCreditsTaxAtTheOriginalRate() {
        Sale sale = new Sale(Sale.Source.PAYMENT, "stripe", "EUR", 10_000, 1_900, 190_000, "DE/DOM_B2C", null, null);
        credits.topUp(new TopUp(wallet, sale, 100_000, 10_000, null), BareLedger.key())
                .orThrow();
        long group = ledger.number("SELECT max(id) FROM lot_group WHERE wallet_id = ?", wallet);
        UUID id = refund(group, 33_333);

        assertThat(ledger.entries(id))
                .containsExactly(
                        "P8 W.P -> X.REF 33333 CRD",
                        "P8 W.B -> X.ISS.B 3334 CRD",
                        "P8 2100 -> 2300 3333 EUR",
                        "P8 2200 -> 2300 633 EUR");
        UUID rest = refund(group, 66_667);
        Refund second = credits.refund(rest).orElseThrow();
        assertThat(second.net()).isEqualTo(6_666);
        assertThat(second.tax()).isEqualTo(1_900 - 633);
        assertThat(ledger.balance(wallet)).isZero();
    }

    @Test
    void aFailedRefundIsAsIfItHadNeverBeen() {
        long group = ledger.topUp(wallet, 1_000, 100, 10_000);
        ledger.call(wallet, 300);
        UUID id = refund(group, 500);
        credits.refundPaidOut(id, "stripe", BareLedger.key()).orThrow();
        credits.refundFailed(id, BareLedger.key()).orThrow();

        assertThat(ledger.balance(wallet)).isEqualTo(800);
        recognise();
        assertThat(ledger.unused(wallet)).isEqualTo(10_000 - 2_727);
        assertRefused(Refusal.ALREADY_REVERSED, credits.refundFailed(id, BareLedger.key()));
        assertRefused(Refusal.ALREADY_REVERSED, credits.refundPaidOut(id, "stripe", BareLedger.key()));
    }

    @Test
    void creditsThatNodesHoldAreNotRefunded() {
        long group = ledger.topUp(wallet, 1_000, 0, 10_000);
        UUID lease = ledger.lease(wallet, 600);

        assertRefused(
                Refusal.INSUFFICIENT_CREDITS, credits.refund(group, 401, BareLedger.key(), "a@x.example", "asked for"));
        refund(group, 400);
        assertRefused(
                Refusal.INSUFFICIENT_CREDITS, credits.adjustDown(wallet, 1, BareLedger.key(), BareLedger.TWO_PEOPLE));
        ledger.giveBackLease(lease);
    }

    @Test
    void aRefundAfterTheBonusExpiredGivesWhatWasPaid() {
        TopUp topUp = new TopUp(
                wallet,
                Sale.untaxed("stripe", "USD", 11_000),
                1_000,
                100,
                Instant.now().plus(1, ChronoUnit.HOURS));
        credits.topUp(topUp, BareLedger.key()).orThrow();
        expireBonus();
        ledger.bean(Expiry.class).expire(wallet);
        long group = ledger.number("SELECT max(id) FROM lot_group WHERE wallet_id = ?", wallet);
        UUID id = refund(group, 1_000);

        assertThat(credits.refund(id).orElseThrow().net()).isEqualTo(11_000);
        assertThat(credits.refund(id).orElseThrow().breakage()).isEqualTo(1_000);
        assertThat(ledger.unused(wallet)).isZero();
    }

    @Test
    void whatRefundsLeaveByRoundingIsRevenueOnceMoreAfterOneOfThemFailed() {
        long group = ledger.topUp(wallet, 30, 0, 10);
        refund(group, 7);
        refund(group, 8);
        UUID failing = refund(group, 15);
        recognise();
        assertThat(recognised()).isEqualTo("of no model 1");
        credits.refundFailed(failing, BareLedger.key()).orThrow();
        refund(group, 7);
        refund(group, 8);
        recognise();

        assertThat(recognised()).isEqualTo("of no model 2");
        assertThat(ledger.unused(wallet)).isZero();
    }

    private UUID refund(long group, long nano) {
        return credits.refund(group, nano, BareLedger.key(), "a@x.example", "asked for")
                .orThrow();
    }

    private void recognise() {
        ledger.bean(RollUp.class).recognise(wallet);
    }

    private String recognised() {
        return ledger.text("""
                SELECT string_agg(concat_ws(' ', coalesce(nullif(model_id, ''), 'of no model'), r.recognised_minor), ', ')
                FROM lot_group_revenue r JOIN lot_group g ON g.id = group_id WHERE wallet_id = ?
                """, wallet);
    }

    private void expireBonus() {
        ledger.database.update("""
                UPDATE credit_lot SET effective_at = clock_timestamp() - interval '2 hours',
                    expires_at = clock_timestamp() - interval '1 hour' WHERE wallet_id = ? AND kind = 'BONUS'
                """, wallet);
    }

    private static void assertRefused(Refusal refusal, Decision decision) {
        assertThat(decision).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal())
                .isEqualTo(refusal));
    }
}
