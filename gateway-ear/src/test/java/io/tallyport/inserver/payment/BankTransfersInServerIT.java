package io.tallyport.inserver.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.accounting.Accounts;
import io.tallyport.accounting.ProviderInvoice;
import io.tallyport.accounting.ProviderInvoices;
import io.tallyport.accounting.TaxRemittances;
import io.tallyport.banktransfer.BankReceipt;
import io.tallyport.banktransfer.BankTransfers;
import io.tallyport.database.Database;
import io.tallyport.database.DatabaseClock;
import io.tallyport.error.GatewayException;
import io.tallyport.inserver.Sales;
import io.tallyport.inserver.ServerParts;
import io.tallyport.inserver.Wallets;
import io.tallyport.ledger.Account;
import io.tallyport.ledger.Approval;
import io.tallyport.lot.Adjustments;
import io.tallyport.lot.CreditLedger;
import io.tallyport.order.Order;
import io.tallyport.order.OrderState;
import io.tallyport.order.Orders;
import io.tallyport.refund.OrderRefunds;
import io.tallyport.refund.PaymentRefund;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Money that people of finance enter: one enters, another approves, and the database holds them to it. */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class BankTransfersInServerIT {
    private static final String MAKER = "maker@x.example";
    private static final String CHECKER = "checker@x.example";
    private static final long GROSS = 39_66;
    private static final long CREDITS = 30 * Sales.CREDIT;

    @Inject
    private Wallets wallets;

    @Inject
    private Sales sales;

    @Inject
    private BankTransfers transfers;

    @Inject
    private Orders orders;

    @Inject
    private OrderRefunds refunds;

    @Inject
    private CreditLedger credits;

    @Inject
    private Accounts accounts;

    @Inject
    private TaxRemittances remittances;

    @Inject
    private ProviderInvoices invoices;

    @Inject
    private Database database;

    @Inject
    private DatabaseClock clock;

    @Inject
    private UserTransaction transaction;

    private long organisation;
    private Order order;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(BankTransfersInServerIT.class);
    }

    /** G01: 33.33 net, 6.33 tax. */
    @BeforeEach
    void anOrderAwaitsItsTransfer() {
        organisation = wallets.open();
        sales.consumer(organisation, "80331", "München", "DE");
        long bought = sales.packageOf(sales.berlin("BT", true), "EUR", 33_33, CREDITS, null);
        order = sales.placeTransfer(organisation, bought);
    }

    @Test
    @DisplayName("P13: receipt 1110 to 2190 at once; approval 2190 to 2100 and 2200, credits as quoted")
    void aTransferIsEnteredByOneAndApprovedByAnother() {
        assertEquals(OrderState.AWAITING_TRANSFER, order.state());
        assertTrue(order.quoteEndsAt().isAfter(clock.now().plus(Duration.ofDays(10))));
        BankReceipt receipt = enter(GROSS, order.reference().toLowerCase());
        assertEquals(OrderState.RECEIPT_ENTERED, state());
        assertEquals(0, wallets.balance(organisation));
        assertEquals(List.of("1110 > 2190 EUR 3966"), wallets.entries("bank-receipt:" + receipt.bankReference()));
        assertEquals(
                List.of(order.id()),
                transfers.toApprove().stream()
                        .map(Order::id)
                        .filter(id -> id == order.id())
                        .toList());

        transfers.approve(order.id(), CHECKER, "seen on the statement");
        assertEquals(OrderState.CREDITED, state());
        assertEquals(CREDITS, wallets.balance(organisation));
        assertEquals(
                List.of("2190 > 2100 EUR 3333", "2190 > 2200 EUR 633", "X.ISS.P > W.P CRD 30000000000"),
                wallets.entries("order:" + order.id()));
        assertEquals(0, transfers.of(order.id()).getFirst().rest());
    }

    @ParameterizedTest
    @DisplayName("L53: whoever entered a receipt does not approve it, however the address is spelt: by API and by SQL")
    @ValueSource(strings = {MAKER, "MAKER@x.example", " maker@x.example ", "ｍaker@x.example"})
    void onePersonIsNotTwo(String approver) {
        enter(GROSS, order.reference());
        assertThrows(GatewayException.class, () -> transfers.approve(order.id(), approver, "seen"));
        assertRefused(
                "INSERT INTO bank_transfer_approval (order_id, actor, approver, reason) VALUES (?, 'other@x.example', ?, 'seen')",
                order.id(),
                approver);
        assertRefused(
                "INSERT INTO bank_transfer_approval (order_id, actor, approver, reason) VALUES (?, ?, ?, 'seen')",
                order.id(),
                approver,
                MAKER);
        assertEquals(OrderState.RECEIPT_ENTERED, state());
        assertEquals(0, wallets.balance(organisation));
    }

    @Test
    @DisplayName(
            "L53: whoever assigned a receipt does not approve it, and no SQL credits a transfer without an approval")
    void nobodyCreditsAlone() throws Exception {
        BankReceipt receipt = enter(GROSS, null);
        transfers.assign(receipt.id(), order.id(), CHECKER);
        assertThrows(GatewayException.class, () -> transfers.approve(order.id(), CHECKER, "seen"));

        transaction.begin();
        database.update("UPDATE payment_order SET state = 'APPROVED' WHERE id = ?", order.id());
        database.update("UPDATE payment_order SET state = 'CREDITED' WHERE id = ?", order.id());
        database.update(
                "INSERT INTO payment_credit (order_id, provider, payment_id, tx_id) SELECT ?, 'bank', ?, tx_id FROM bank_receipt"
                        + " WHERE id = ?",
                order.id(),
                receipt.bankReference(),
                receipt.id());
        assertThrows(Exception.class, transaction::commit);
        assertEquals(OrderState.RECEIPT_ENTERED, state());
        transfers.approve(order.id(), "third@x.example", "seen");
        assertEquals(OrderState.CREDITED, state());
    }

    @Test
    @DisplayName(
            "too little is not credited, two receipts add up, what is too much stays in 2190 and goes back by two people")
    void receiptsAddUp() {
        enter(30_00, order.reference());
        assertThrows(GatewayException.class, () -> transfers.approve(order.id(), CHECKER, "seen"));
        BankReceipt second = enter(10_00, order.reference());
        transfers.approve(order.id(), CHECKER, "both seen");
        assertEquals(OrderState.CREDITED, state());
        assertEquals(34, open(second).rest());

        Approval alone = new Approval(MAKER, "Maker@X.example", "too much");
        assertThrows(GatewayException.class, () -> transfers.giveBack(second.id(), "OUT1", alone));
        String out = "OUT-" + UUID.randomUUID();
        transfers.giveBack(second.id(), out, Wallets.TWO_PEOPLE);
        transfers.giveBack(second.id(), out, Wallets.TWO_PEOPLE);
        assertEquals(0, transfers.of(order.id()).getLast().rest());
        assertEquals(List.of("2190 > 1110 EUR 34"), wallets.entries("bank-receipt-return:" + second.id()));
    }

    @Test
    @DisplayName(
            "a receipt is entered once, stands unmatched until somebody assigns it, and is released by a rejection")
    void aReceiptFindsItsOrderLater() {
        BankTransfers.Entry entry = entry(GROSS, "EUR", "no reference at all");
        BankReceipt receipt = transfers.enter(entry, MAKER);
        assertEquals(receipt, transfers.enter(entry, "another@x.example"));
        BankTransfers.Entry other = new BankTransfers.Entry(
                "EUR", 1, entry.valueDate(), entry.bankReference(), "somebody", "statement", null);
        assertThrows(GatewayException.class, () -> transfers.enter(other, MAKER));
        BankReceipt dollars = transfers.enter(entry(GROSS, "USD", order.reference()), MAKER);
        assertThrows(GatewayException.class, () -> transfers.assign(dollars.id(), order.id(), MAKER));
        assertEquals(OrderState.AWAITING_TRANSFER, state());
        assertEquals(GROSS, open(receipt).rest());

        transfers.assign(receipt.id(), order.id(), MAKER);
        assertThrows(GatewayException.class, () -> transfers.giveBack(receipt.id(), "OUT2", Wallets.TWO_PEOPLE));
        transfers.reject(order.id(), CHECKER, "another customer's money");
        assertEquals(OrderState.REJECTED, state());
        transfers.giveBack(receipt.id(), "OUT-" + UUID.randomUUID(), Wallets.TWO_PEOPLE);
        assertTrue(transfers.open().stream().noneMatch(one -> one.id() == receipt.id()));
        assertRefused("UPDATE bank_receipt SET amount_minor = 1 WHERE id = ?", receipt.id());
    }

    @Test
    @DisplayName("L43: money that came on a day of another tax rate is not credited at the quoted one")
    void theTaxPointDecides() {
        transfers.enter(
                new BankTransfers.Entry(
                        "EUR", GROSS, LocalDate.of(2020, 8, 1), reference(), "payer", "statement", order.reference()),
                MAKER);
        assertThrows(GatewayException.class, () -> transfers.approve(order.id(), CHECKER, "seen"));
        assertEquals(0, wallets.balance(organisation));
    }

    @Test
    @DisplayName("P8: a transfer's refund is paid out by two people, once; taken back, everything is as before")
    void aTransferIsRefundedByTwoPeople() {
        enter(GROSS, order.reference());
        transfers.approve(order.id(), CHECKER, "seen");
        String key = UUID.randomUUID().toString();
        PaymentRefund refund = refunds.request(order.id(), CREDITS / 3, key, MAKER, "asked for");
        assertEquals(
                refund.id(),
                refunds.request(order.id(), CREDITS / 3, key, MAKER, "asked for")
                        .id());
        assertEquals(OrderState.PARTIALLY_REFUNDED, state());
        assertEquals(13_22, refund.amount());
        Approval alone = new Approval(MAKER, MAKER, "paid");
        assertThrows(GatewayException.class, () -> refunds.paidByBank(refund.id(), "B1", alone));
        assertRefused(
                "UPDATE payment_refund SET state = 'PAID_OUT', payout_reference = 'X', ended_by = 'a', approver = 'A' WHERE id = ?",
                refund.id());
        refunds.paidByBank(refund.id(), "OUT-" + UUID.randomUUID(), Wallets.TWO_PEOPLE);
        assertEquals(List.of("2300 > 1110 EUR 1322"), wallets.entries(refund.key() + ":paid"));

        refunds.takeBack(refund.id(), Wallets.TWO_PEOPLE);
        assertEquals(OrderState.CREDITED, state());
        assertEquals(CREDITS, wallets.balance(organisation));
    }

    @Test
    @DisplayName("P12, P14, P15, L82: goodwill, tax and providers' invoices, each once and by two people")
    void whatTheHousePays() {
        Approval alone = new Approval(MAKER, MAKER, "for a test");
        Adjustments.Value value = new Adjustments.Value("EUR", 5_00);
        String key = UUID.randomUUID().toString();
        assertThrows(GatewayException.class, () -> credits.goodwill(organisation, 5, value, key, alone));
        credits.goodwill(organisation, 5, value, key, Wallets.TWO_PEOPLE).orThrow();
        credits.goodwill(organisation, 5, value, key, Wallets.TWO_PEOPLE).orThrow();
        assertEquals(List.of("5400 > 2100 EUR 500", "X.ADJ > W.B CRD 5"), wallets.entries(key));

        enter(GROSS, order.reference());
        transfers.approve(order.id(), CHECKER, "seen");
        String remittance = UUID.randomUUID().toString();
        String tax = "DE/DOM_B2C";
        assertThrows(GatewayException.class, () -> remittances.remit(tax, "EUR", 6_33, remittance, alone));
        assertThrows(
                GatewayException.class,
                () -> remittances.remit(
                        tax, "EUR", 1_000_000_000, UUID.randomUUID().toString(), Wallets.TWO_PEOPLE));
        remittances.remit(tax, "EUR", 6_33, remittance, Wallets.TWO_PEOPLE);
        remittances.remit(tax, "EUR", 6_33, remittance, Wallets.TWO_PEOPLE);
        assertEquals(List.of("2200 > 1110 EUR 633"), wallets.entries(remittance));

        String provider = "provider-" + UUID.randomUUID();
        Instant end = clock.now().minus(Duration.ofDays(1));
        ProviderInvoices.Entry first = new ProviderInvoices.Entry(provider, "R1", "USD", 100_00, end);
        assertThrows(GatewayException.class, () -> invoices.enter(first, alone));
        ProviderInvoice entered = invoices.enter(first, Wallets.TWO_PEOPLE);
        assertEquals(entered, invoices.enter(first, Wallets.TWO_PEOPLE));
        assertEquals(100_00, entered.difference());
        assertEquals(100_00, owedTo(provider));
        invoices.paid(provider, "R1", "OUT-" + UUID.randomUUID(), Wallets.TWO_PEOPLE);
        invoices.paid(provider, "R1", "OUT-" + UUID.randomUUID(), Wallets.TWO_PEOPLE);
        assertEquals(0, owedTo(provider));
        assertEquals(
                25_00,
                invoices.enter(
                                new ProviderInvoices.Entry(provider, "R2", "USD", 25_00, end.plusSeconds(60)),
                                Wallets.TWO_PEOPLE)
                        .difference());
        assertFalse(invoices.all().isEmpty());
    }

    private long owedTo(String provider) {
        return accounts.total(Account.ofMoney("2500", "USD", provider)).negate().longValueExact();
    }

    private BankReceipt enter(long amount, String orderReference) {
        return transfers.enter(entry(amount, "EUR", orderReference), MAKER);
    }

    private BankTransfers.Entry entry(long amount, String currency, String orderReference) {
        return new BankTransfers.Entry(
                currency,
                amount,
                LocalDate.ofInstant(clock.now(), ZoneOffset.UTC),
                reference(),
                "Erika Beispiel",
                "statement 7, line 3",
                orderReference);
    }

    private static String reference() {
        return "in-" + UUID.randomUUID();
    }

    private BankReceipt open(BankReceipt receipt) {
        return transfers.open().stream()
                .filter(one -> one.id() == receipt.id())
                .findFirst()
                .orElseThrow();
    }

    private OrderState state() {
        return orders.find(organisation, order.id()).orElseThrow().state();
    }

    private void assertRefused(String sql, Object... values) {
        assertThrows(RuntimeException.class, () -> database.update(sql, values), sql);
    }
}
