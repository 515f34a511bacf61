package io.tallyport.inserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.alert.Alerts;
import io.tallyport.credit.Credit;
import io.tallyport.credit.Hold;
import io.tallyport.credit.HoldAnswer;
import io.tallyport.database.Database;
import io.tallyport.database.TimeOrderedId;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Approval;
import io.tallyport.ledger.Ledger;
import io.tallyport.ledger.PostedEntry;
import io.tallyport.lot.CreditLedger;
import io.tallyport.lot.TopUp;
import io.tallyport.tier.ContractTerms;
import io.tallyport.tier.Contracts;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ledger as other capabilities call it: inside the server, in container transactions, on the real datasource. */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class LedgerInServerIT {
    private static final long GRANT = 1_000_000;

    @Inject
    private Wallets wallets;

    @Inject
    private Ledger ledger;

    @Inject
    private CreditLedger credits;

    @Inject
    private Contracts contracts;

    @Inject
    private Alerts alerts;

    @Inject
    private Credit credit;

    @Inject
    private Database database;

    @Resource
    private ManagedExecutorService executor;

    private long wallet;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(LedgerInServerIT.class);
    }

    @BeforeEach
    void openWallet() {
        wallet = wallets.open();
    }

    @Test
    void anAdjustmentSentTwiceUnderOneKeyIsPostedOnce() {
        String key = UUID.randomUUID().toString();
        credits.adjustUp(wallet, GRANT, key, Wallets.TWO_PEOPLE);
        credits.adjustUp(wallet, GRANT, key, Wallets.TWO_PEOPLE);

        assertEquals(GRANT, balance());
    }

    @Test
    void anAdjustmentSentManyTimesAtOnceIsPostedOnce() {
        String key = UUID.randomUUID().toString();
        CompletableFuture<?>[] all = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> credits.adjustUp(wallet, GRANT, key, Wallets.TWO_PEOPLE), executor))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();

        assertEquals(GRANT, balance());
    }

    @Test
    void aKeyThatComesAgainWithOtherContentIsRefused() {
        String key = UUID.randomUUID().toString();
        credits.adjustUp(wallet, GRANT, key, Wallets.TWO_PEOPLE);
        GatewayException refusal = assertThrows(
                GatewayException.class, () -> credits.adjustUp(wallet, GRANT + 1, key, Wallets.TWO_PEOPLE));

        assertEquals(ErrorCode.UNPROCESSABLE, refusal.code());
        assertEquals(GRANT, balance());
    }

    @Test
    void onePersonAloneCannotAdjust() {
        Approval alone = new Approval("maker@x.example", "maker@x.example", "for a test");

        assertThrows(GatewayException.class, () -> credits.adjustUp(wallet, GRANT, "alone", alone));
        assertEquals(0, balance());
    }

    @Test
    void anAdjustmentNeedsAnAmount() {
        assertThrows(GatewayException.class, () -> credits.adjustUp(wallet, 0, "nothing", Wallets.TWO_PEOPLE));
        assertThrows(GatewayException.class, () -> credits.adjustUp(wallet, -5, "less", Wallets.TWO_PEOPLE));
    }

    @Test
    void aSettlementWithinItsHoldIsOneEntry() throws Exception {
        grant();
        UUID call = settle(hold(5_000), 3_000);

        assertEquals(List.of("P4 W.B -> X.USE 3000"), entries(call));
        assertEquals(GRANT - 3_000, balance());
    }

    @Test
    void aSettlementAboveItsHoldTakesTheRestFromTheWallet() throws Exception {
        grant();
        UUID call = settle(hold(5_000), 8_000);

        assertEquals(List.of("P4 W.B -> X.USE 8000"), entries(call));
        assertEquals(GRANT - 8_000, balance());
    }

    @Test
    void whatTheWalletCannotPayIsWrittenOff() throws Exception {
        grant();
        UUID call = settle(hold(GRANT), GRANT + 500);

        assertEquals(List.of("P5 W.B -> X.USE " + GRANT, "P5 X.WOF -> X.USE 500"), entries(call));
        assertEquals(0, balance());
        assertTrue(alerts.open().stream()
                .anyMatch(alert -> alert.code().equals("beyond-hold") && Objects.equals(alert.walletId(), wallet)));
    }

    @Test
    void aCallOfWhichNothingCanBePaidIsWrittenOffWhole() throws Exception {
        grant();
        Hold late = hold(GRANT);
        wallets.expireLeases(wallet);
        settle(hold(GRANT), GRANT);

        assertEquals(List.of("P5 X.WOF -> X.USE 700"), entries(settle(late, 700)));
        assertEquals(0, balance());
    }

    @Test
    void whatTheWalletCannotPayIsOwedUpToTheContractsCap() throws Exception {
        grant();
        contracts.agree(
                wallet,
                new ContractTerms("Contract", null, null, null, null, 300),
                Contracts.Term.FROM_NOW_ON,
                new Contracts.Approval("maker@x.example", "checker@x.example", "for a test"));
        UUID call = settle(hold(GRANT), GRANT + 500);

        assertEquals(
                List.of("P5 W.B -> X.USE " + GRANT, "P5 DEBT -> X.USE 300", "P5 X.WOF -> X.USE 200"), entries(call));
    }

    @Test
    void bonusCreditsGoFirstAndADebitMayStraddle() throws Exception {
        grant();
        topUp(GRANT);

        assertEquals(List.of("P4 W.B -> X.USE 700000"), entries(settle(hold(700_000), 700_000)));
        assertEquals(
                List.of("P4 W.B -> X.USE 300000", "P4 W.P -> X.USE 400000"), entries(settle(hold(700_000), 700_000)));
        assertEquals(List.of("P4 W.P -> X.USE 600000"), entries(settle(hold(600_000), 600_000)));
        assertEquals(0, balance());
    }

    @Test
    void callsSettledAtOnceShareTheBonusToTheLastNano() throws Exception {
        grant();
        topUp(GRANT);
        List<UUID> calls = settleAtOnce(64, 30_001);

        assertEquals(GRANT - (64 * 30_001 - GRANT), balance());
        assertEquals(GRANT, total(calls, "W.B"));
        assertEquals(64 * 30_001 - GRANT, total(calls, "W.P"));
    }

    @Test
    @DisplayName("L19, B15: a call that is delivered twice is settled once, and both are told so")
    void aCallDeliveredTwiceIsSettledOnce() throws Exception {
        grant();
        UUID later = TimeOrderedId.next();
        wallets.settle(later, wallet, hold(3_000), 3_000);
        assertEquals(
                GRANT - 3_000, wallets.post(later, wallet, hold(3_000), 3_000).get(10, TimeUnit.SECONDS));
        assertEquals(List.of("P4 W.B -> X.USE 3000"), entries(later));

        UUID atOnce = TimeOrderedId.next();
        List<Hold> holds = List.of(hold(2_000), hold(2_000), hold(2_000));
        List<CompletableFuture<Long>> answers = holds.stream()
                .map(hold -> wallets.post(atOnce, wallet, hold, 2_000))
                .toList();
        for (CompletableFuture<Long> answer : answers) {
            assertEquals(GRANT - 5_000, answer.get(10, TimeUnit.SECONDS));
        }
        assertEquals(List.of("P4 W.B -> X.USE 2000"), entries(atOnce));
        assertEquals(2, wallets.number("SELECT count(*) FROM usage_event WHERE wallet_id = ?", wallet));
        assertEquals(GRANT - 5_000, balance());
    }

    @Test
    @DisplayName("L07: calls of one customer keep their order")
    void callsOfOneCustomerStandInTheOrderInWhichTheyWereSettled() throws Exception {
        wallets.grant(wallet, 2_000_000);
        List<UUID> calls = settleAtOnce(1_024, 1_000);

        assertEquals(
                calls,
                database.list(
                        "SELECT tx_id FROM ledger_entry e JOIN ledger_tx t ON t.id = tx_id"
                                + " WHERE e.wallet_id = ? AND t.kind = 'P4' ORDER BY seq",
                        row -> row.getObject(1, UUID.class),
                        wallet));
    }

    @Test
    void aFreeCallHasNoTransaction() throws Exception {
        grant();

        assertEquals(List.of(), entries(settle(hold(5_000), 0)));
        assertEquals(GRANT, balance());
    }

    @Test
    void aCallWhoseLeaseWasExpiredIsPaidFromTheWallet() throws Exception {
        grant();
        Hold hold = hold(5_000);
        wallets.expireLeases(wallet);

        assertEquals(List.of("P4 W.B -> X.USE 3000"), entries(settle(hold, 3_000)));
        assertEquals(GRANT - 3_000, balance());
    }

    @Test
    void aHoldAboveTheBalanceIsRefusedWithTheFigures() throws Exception {
        grant();
        HoldAnswer.Shortage shortage = assertInstanceOf(HoldAnswer.Shortage.class, wallets.ask(wallet, GRANT + 1));

        assertEquals(GRANT, shortage.available());
        assertEquals(GRANT + 1, shortage.needed());
    }

    @Test
    void aReleasedHoldCanBeHeldAgain() throws Exception {
        grant();
        credit.release(hold(GRANT));

        assertTrue(hold(GRANT).amount() == GRANT);
    }

    private void grant() {
        wallets.grant(wallet, GRANT);
    }

    private Hold hold(long amount) throws Exception {
        return wallets.hold(wallet, amount).orElseThrow();
    }

    private void topUp(long amount) {
        TopUp topUp = new TopUp(wallet, TopUp.Sale.untaxed("stripe", "USD", 1), amount, 0, null);
        credits.topUp(topUp, UUID.randomUUID().toString()).orThrow();
    }

    private List<UUID> settleAtOnce(int count, long debit) throws Exception {
        List<Hold> holds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            holds.add(hold(debit));
        }
        List<UUID> calls = new ArrayList<>();
        List<CompletableFuture<Long>> commits = new ArrayList<>();
        for (Hold hold : holds) {
            UUID call = TimeOrderedId.next();
            calls.add(call);
            commits.add(wallets.post(call, wallet, hold, debit));
        }
        CompletableFuture.allOf(commits.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
        return calls;
    }

    private long total(List<UUID> calls, String debitClass) {
        return calls.stream()
                .flatMap(call -> ledger.entriesOf(call).stream())
                .filter(entry -> entry.debitClass().equals(debitClass))
                .mapToLong(PostedEntry::amount)
                .sum();
    }

    private UUID settle(Hold hold, long debit) throws Exception {
        UUID call = TimeOrderedId.next();
        wallets.settle(call, wallet, hold, debit);
        return call;
    }

    private List<String> entries(UUID call) {
        return ledger.entriesOf(call).stream().map(LedgerInServerIT::line).toList();
    }

    private static String line(PostedEntry entry) {
        return entry.kind() + " " + entry.debitClass() + " -> " + entry.creditClass() + " " + entry.amount();
    }

    private long balance() {
        return wallets.balance(wallet);
    }
}
