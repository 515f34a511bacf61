package io.tallyport.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Approval;
import io.tallyport.ledger.Decision;
import io.tallyport.ledger.Decision.Refusal;
import io.tallyport.ledger.Decision.Refused;
import io.tallyport.lot.CreditLedger;
import io.tallyport.lot.Expiry;
import io.tallyport.lot.TopUp;
import io.tallyport.lot.TopUp.Sale;
import io.tallyport.revenue.ProviderCosts;
import io.tallyport.revenue.RollUp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What each operation posts, by example; L24 among them; refunds stand in {@link RefundOperationsIT}. */
class LedgerOperationsIT {
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
    void aTopUpIssuesPaidAndBonusCreditsAndBooksNetAndTax() {
        Sale sale = new Sale(Sale.Source.PAYMENT, "stripe", "EUR", 10_000, 1_900, 190_000, "DE/DOM_B2C", 7L, 3L);
        UUID id = credits.topUp(new TopUp(wallet, sale, 100_000, 10_000, null), BareLedger.key())
                .orThrow();

        assertThat(ledger.entries(id))
                .containsExactly(
                        "P1 X.ISS.P -> W.P 100000 CRD", "P1 1100 -> 2100 10000 EUR", "P1 1100 -> 2200 1900 EUR");
        assertThat(ledger.balance(wallet)).isEqualTo(110_000);
        assertThat(ledger.unused(wallet)).isEqualTo(10_000);
    }

    @Test
    void aTopUpPaysAnOpenDebtFirst() {
        wallet = ledger.wallet(500);
        UUID call = owe(500);
        UUID id = credits.topUp(topUp(800, 100), BareLedger.key()).orThrow();

        assertThat(ledger.entries(call)).containsExactly("P5 W.B -> X.USE 100 CRD", "P5 DEBT -> X.USE 400 CRD");
        assertThat(ledger.entries(id))
                .containsExactly("P1 X.ISS.P -> W.P 800 CRD", "P1 W.P -> DEBT 400 CRD", "P1 1100 -> 2100 100 USD");
        assertThat(ledger.balance(wallet)).isEqualTo(400);
        recognise();
        assertThat(ledger.unused(wallet)).isEqualTo(50);
    }

    @Test
    void aCallGivenBackReturnsTheDebtThatATopUpHasPaid() {
        wallet = ledger.wallet(500);
        UUID call = owe(500);
        credits.topUp(topUp(800, 100), BareLedger.key()).orThrow();
        recognise();
        giveBack(call);
        recognise();

        assertThat(ledger.balance(wallet)).isEqualTo(900);
        assertThat(ledger.number("SELECT debt_nano FROM wallet WHERE id = ?", wallet))
                .isZero();
        assertThat(ledger.unused(wallet)).isEqualTo(100);
    }

    @Test
    void aCallGivenBackLowersACapThatCountedItOnly() {
        ledger.topUp(wallet, 100, 0, 100);
        UUID before = ledger.call(wallet, 10);
        String key = ledger.text("SELECT key_id FROM usage_event WHERE request_id = ?", before);
        ledger.number("""
                INSERT INTO api_key (public_id, organisation_id, name, secret_mac, secret_hash, created_by)
                VALUES (?, ?, 'capped', '\\x0000000000000000', 'none', 'test') RETURNING organisation_id
                """, key, wallet);
        ledger.number(
                "INSERT INTO key_budget (key_id, limit_nano, spent_nano) VALUES (?, 100, 50) RETURNING limit_nano",
                key);
        UUID after = ledger.call(wallet, 20);

        giveBack(before);
        assertThat(ledger.number("SELECT spent_nano FROM key_budget WHERE key_id = ?", key))
                .isEqualTo(50);
        giveBack(after);
        assertThat(ledger.number("SELECT spent_nano FROM key_budget WHERE key_id = ?", key))
                .isEqualTo(30);
    }

    private void giveBack(UUID call) {
        credits.giveBack(call, BareLedger.key(), "support@x.example", "bad answer")
                .orThrow();
    }

    /** A call of this debit on a wallet of 100 bonus credits; the rest is owed. */
    private UUID owe(long debit) {
        credits.adjustUp(wallet, 100, BareLedger.key(), BareLedger.TWO_PEOPLE).orThrow();
        return ledger.settle(wallet, "model-a", ledger.lease(wallet, 100), 100, debit);
    }

    @Test
    @DisplayName("L24: a refusal stays under its key, whatever has changed")
    void aFailedOperationRetriedAfterATopUpFailsTheSameWay() {
        String key = BareLedger.key();
        Decision refused = credits.adjustDown(wallet, 500, key, BareLedger.TWO_PEOPLE);
        ledger.topUp(wallet, 1_000, 0, 10_000);

        assertThat(refused).isInstanceOf(Refused.class);
        assertThat(credits.adjustDown(wallet, 500, key, BareLedger.TWO_PEOPLE)).isEqualTo(refused);
        assertThat(ledger.balance(wallet)).isEqualTo(1_000);
        credits.adjustDown(wallet, 500, BareLedger.key(), BareLedger.TWO_PEOPLE).orThrow();
        assertThat(ledger.balance(wallet)).isEqualTo(500);
        assertUnprocessable(() -> credits.adjustDown(wallet, 501, key, BareLedger.TWO_PEOPLE));
    }

    @Test
    void aKeyWithTheSameContentGetsTheSameAnswerAndWithOtherIsRefused() {
        String key = BareLedger.key();
        Decision first = credits.topUp(topUp(1_000, 100), key);

        assertThat(credits.topUp(topUp(1_000, 100), key)).isEqualTo(first);
        assertUnprocessable(() -> credits.topUp(topUp(1_001, 100), key));
        assertThat(ledger.balance(wallet)).isEqualTo(1_000);
    }

    @Test
    void anAdjustmentDownTakesFromLotsInOrderAndLeavesTheirPriceToTheRest() {
        ledger.topUp(wallet, 1_000, 100, 10_000);
        UUID id = credits.adjustDown(wallet, 600, BareLedger.key(), BareLedger.TWO_PEOPLE)
                .orThrow();

        assertThat(ledger.entries(id)).containsExactly("P12 W.B -> X.ADJ 100 CRD", "P12 W.P -> X.ADJ 500 CRD");
        ledger.call(wallet, 250);
        recognise();
        assertThat(ledger.unused(wallet)).isEqualTo(5_000);
    }

    @Test
    void anExpiredBonusLosesWhatNobodyHoldsAndItsShareIsBreakage() {
        TopUp topUp = new TopUp(
                wallet,
                Sale.untaxed("stripe", "USD", 11_000),
                1_000,
                100,
                Instant.now().plus(1, ChronoUnit.HOURS));
        credits.topUp(topUp, BareLedger.key()).orThrow();
        UUID lease = ledger.lease(wallet, 1_040);
        expireBonus();

        assertThat(ledger.bean(Expiry.class).expire(wallet)).isEqualTo(60);
        assertThat(ledger.unused(wallet)).isEqualTo(11_000 - 600);
        ledger.giveBackLease(lease);
        assertThat(ledger.bean(Expiry.class).walletsWithExpiredLots()).contains(wallet);
        assertThat(ledger.bean(Expiry.class).expire(wallet)).isEqualTo(40);
        assertThat(ledger.bean(Expiry.class).expire(wallet)).isZero();
        assertThat(ledger.unused(wallet)).isEqualTo(10_000);
        assertThat(ledger.balance(wallet)).isEqualTo(1_000);
    }

    @Test
    void aMoveTakesTheShareOfThePriceAlongAndOnlyWithinOneCustomer() {
        long sister = ledger.sister(wallet);
        long stranger = ledger.wallet();
        long group = ledger.topUp(wallet, 1_000, 100, 11_000);

        assertRefused(
                Refusal.OTHER_CUSTOMER, credits.move(wallet, stranger, 10, BareLedger.key(), BareLedger.TWO_PEOPLE));
        UUID id = credits.move(wallet, sister, 400, BareLedger.key(), BareLedger.TWO_PEOPLE)
                .orThrow();
        assertThat(ledger.entries(id)).containsExactly("P18 W.P -> W.P 400 CRD", "P18 2100 -> 2100 4000 USD");
        assertThat(ledger.balance(sister)).isEqualTo(400);
        assertThat(ledger.unused(sister)).isEqualTo(4_000);
        credits.refund(group, 600, BareLedger.key(), "a@x.example", "asked for").orThrow();
        ledger.assertConsistent(wallet, sister);
        assertThat(ledger.unused(wallet)).isEqualTo(7_000 - 6_600);
    }

    @Test
    void eachOfTwoMovesTakesItsShareOfTheTaxAlong() {
        long sister = ledger.sister(wallet);
        Sale sale = new Sale(Sale.Source.PAYMENT, "stripe", "EUR", 10_000, 1_900, 190_000, "DE/DOM_B2C", 7L, 3L);
        credits.topUp(new TopUp(wallet, sale, 1_000, 0, null), BareLedger.key()).orThrow();
        for (int i = 0; i < 2; i++) {
            credits.move(wallet, sister, 400, BareLedger.key(), BareLedger.TWO_PEOPLE)
                    .orThrow();
        }

        assertThat(ledger.text(
                        "SELECT string_agg(tax_minor::text, ' ' ORDER BY id) FROM lot_group WHERE wallet_id IN (?, ?)",
                        wallet,
                        sister))
                .isEqualTo("380 760 760");
        ledger.assertConsistent(wallet, sister);
    }

    @Test
    void revenueIsSharedAmongModelsToTheMinorUnitAndTakenBackWithTheCall() {
        ledger.topUp(wallet, 1_000, 0, 100);
        UUID lease = ledger.lease(wallet, 333);
        UUID first = ledger.settle(wallet, "model-a", lease, 333, 333);
        ledger.settle(wallet, "model-b", ledger.lease(wallet, 333), 333, 333);
        recognise();
        assertThat(ledger.unused(wallet)).isEqualTo(34);
        assertThat(shares()).isEqualTo("model-a 33, model-b 33");
        credits.giveBack(first, BareLedger.key(), "a@x.example", "bad answer").orThrow();
        recognise();
        recognise();

        assertThat(shares()).isEqualTo("model-a 0, model-b 33");
        assertThat(ledger.unused(wallet)).isEqualTo(67);
    }

    @Test
    void providerCostIsPostedOnceAndWithoutDrift() {
        String model = "model-" + UUID.randomUUID();
        ledger.topUp(wallet, 1_000_000_000, 0, 100);
        long cent = 10_000_000;
        for (int i = 0; i < 3; i++) {
            ledger.settle(wallet, model, ledger.lease(wallet, cent / 2 + 1), cent, cent / 2 + 1);
            ledger.bean(ProviderCosts.class).post();
        }
        ledger.bean(ProviderCosts.class).post();

        assertThat(ledger.number("""
                        SELECT sum(e.amount) FROM ledger_account a JOIN account_entry e ON e.account_id = a.id
                        WHERE a.class = '5100' AND a.detail LIKE '%/' || ?
                        """, model)).isEqualTo(1);
    }

    @Test
    @DisplayName("L53: by the API")
    void onePersonAloneNeitherAdjustsNorMoves() {
        Approval alone = new Approval("maker@x.example", "Maker@x.example", "for a test");

        assertUnprocessable(() -> credits.adjustUp(wallet, 5, BareLedger.key(), alone));
        assertUnprocessable(() -> credits.adjustDown(wallet, 5, BareLedger.key(), alone));
        assertUnprocessable(() -> credits.move(wallet, ledger.sister(wallet), 5, BareLedger.key(), alone));
        assertThat(ledger.balance(wallet)).isZero();
    }

    private TopUp topUp(long nano, long cents) {
        return new TopUp(wallet, Sale.untaxed("stripe", "USD", cents), nano, 0, null);
    }

    private void recognise() {
        ledger.bean(RollUp.class).recognise(wallet);
    }

    private void expireBonus() {
        ledger.database.update("""
                UPDATE credit_lot SET effective_at = clock_timestamp() - interval '2 hours',
                    expires_at = clock_timestamp() - interval '1 hour' WHERE wallet_id = ? AND kind = 'BONUS'
                """, wallet);
    }

    private String shares() {
        return ledger.text("""
                SELECT string_agg(model_id || ' ' || r.recognised_minor, ', ' ORDER BY model_id)
                FROM lot_group_revenue r JOIN lot_group g ON g.id = group_id WHERE wallet_id = ?
                """, wallet);
    }

    private static void assertRefused(Refusal refusal, Decision decision) {
        assertThat(decision).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal())
                .isEqualTo(refusal));
    }

    private static void assertUnprocessable(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(GatewayException.class).satisfies(refusal -> assertThat(
                        ((GatewayException) refusal).code())
                .isEqualTo(ErrorCode.UNPROCESSABLE));
    }
}
