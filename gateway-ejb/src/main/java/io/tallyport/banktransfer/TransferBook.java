package io.tallyport.banktransfer;

import io.tallyport.banktransfer.BankTransfers.Entry;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Account;
import io.tallyport.ledger.Approval;
import io.tallyport.ledger.Decision;
import io.tallyport.ledger.Journal;
import io.tallyport.ledger.Line;
import io.tallyport.ledger.Request;
import io.tallyport.ledger.Transaction;
import io.tallyport.lot.TopUp.Sale.Source;
import io.tallyport.order.Order;
import io.tallyport.order.OrderBook;
import io.tallyport.order.OrderState;
import io.tallyport.order.Orders;
import io.tallyport.payment.Crediting;
import io.tallyport.seller.Sellers;
import io.tallyport.tax.TaxAssessment;
import io.tallyport.tax.TaxSnapshots;
import io.tallyport.tax.Taxes;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Each step of a bank transfer is one transaction; the order is locked before its receipts. */
@Stateless
public class TransferBook {
    private static final String KIND = "P13";
    private static final String BANK = "bank";
    private static final Set<OrderState> WAITING = EnumSet.of(OrderState.AWAITING_TRANSFER, OrderState.RECEIPT_ENTERED);

    @Inject
    private OrderBook orders;

    @Inject
    private Orders allOrders;

    @Inject
    private Crediting crediting;

    @Inject
    private TaxSnapshots snapshots;

    @Inject
    private Taxes taxes;

    @Inject
    private Sellers sellers;

    @Inject
    private Journal journal;

    @Inject
    private BankReceiptStore store;

    public BankReceipt enter(Entry entry, String actor) {
        Optional<Order> named = entry.orderReference() == null
                ? Optional.empty()
                : allOrders.findByReference(entry.orderReference()).flatMap(order -> orders.lock(order.id()));
        Request request = Request.of("bank-receipt:" + entry.bankReference(), entry);
        journal.once(request, () -> post(entry, actor, request)).orThrow();
        BankReceipt receipt = store.byReference(entry.bankReference()).orElseThrow();
        boolean isAwaited = receipt.orderId() == null
                && receipt.rest() == receipt.amount()
                && named.filter(order -> isAwaitedBy(order, receipt)).isPresent();
        return isAwaited ? assign(receipt, named.get(), actor) : receipt;
    }

    private Decision post(Entry entry, String actor, Request request) {
        UUID id = journal.post(
                Transaction.of(KIND, request, actor, "bank transfer received"),
                List.of(journal.money(bank(entry.currency()), unmatched(entry.currency()), entry.amount())));
        store.insert(entry, actor, id);
        return new Decision.Posted(id);
    }

    public BankReceipt assign(long receiptId, long orderId, String actor) {
        Order order = orders.lock(orderId)
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such order."));
        BankReceipt receipt = locked(receiptId);
        if (Objects.equals(receipt.orderId(), orderId)) {
            return receipt;
        }
        if (receipt.orderId() != null || receipt.rest() != receipt.amount() || !isAwaitedBy(order, receipt)) {
            throw refused("Receipt " + receipt.bankReference() + " in " + receipt.currency()
                    + " cannot be assigned: it is assigned or given back, or order " + order.reference() + " in "
                    + order.currency() + " waits for no transfer: it is " + order.state() + ".");
        }
        return assign(receipt, order, actor);
    }

    private BankReceipt assign(BankReceipt receipt, Order order, String actor) {
        store.assign(receipt.id(), order.id(), actor);
        if (order.state() == OrderState.AWAITING_TRANSFER) {
            orders.move(order, OrderState.RECEIPT_ENTERED, actor, receipt.bankReference());
        }
        return store.find(receipt.id()).orElseThrow();
    }

    private static boolean isAwaitedBy(Order order, BankReceipt receipt) {
        return WAITING.contains(order.state()) && order.currency().equals(receipt.currency());
    }

    public Order approve(long orderId, String approver, String reason) {
        Order order = entered(orderId);
        List<BankReceipt> receipts = store.lockOf(orderId);
        BankReceipt last = receipts.getLast();
        for (BankReceipt receipt : receipts) {
            new Approval(receipt.actor(), approver, reason).requireTwoPeople();
            new Approval(Objects.requireNonNull(receipt.assignedBy()), approver, reason).requireTwoPeople();
        }
        requireEnough(order, receipts);
        requireQuotedRate(order, receipts);
        store.approve(orderId, new Approval(last.actor(), approver, reason));
        long missing = order.gross();
        for (BankReceipt receipt : receipts) {
            long taken = Math.min(missing, receipt.amount());
            store.match(receipt.id(), taken);
            missing -= taken;
        }
        return crediting.credit(
                order,
                new Crediting.Paid(
                        Source.BANK_TRANSFER,
                        BANK,
                        last.bankReference(),
                        "bank transfer of " + last.payer(),
                        approver));
    }

    private Order entered(long orderId) {
        Order order = orders.lock(orderId)
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such order."));
        if (order.state() != OrderState.RECEIPT_ENTERED) {
            throw refused("Order " + order.reference() + " is " + order.state() + "; no receipt of it waits.");
        }
        return order;
    }

    private static void requireEnough(Order order, List<BankReceipt> receipts) {
        long received = receipts.stream().mapToLong(BankReceipt::amount).sum();
        if (received < order.gross()) {
            throw refused("Received were " + received + " of " + order.gross() + " minor units of " + order.currency()
                    + "; wait for the rest, or reject the order and give it back.");
        }
    }

    /** The tax point is the day on which the payment was complete, in the seller's country. */
    private void requireQuotedRate(Order order, List<BankReceipt> receipts) {
        TaxAssessment assessment = snapshots
                .find(Objects.requireNonNull(order.taxSnapshotId(), "quoted"))
                .orElseThrow()
                .assessment();
        ZoneId zone = ZoneId.of(sellers.find(order.sellerId()).orElseThrow().timeZone());
        Instant taxPoint = receipts.stream()
                .map(receipt -> receipt.valueDate().atStartOfDay(zone).toInstant())
                .max(Instant::compareTo)
                .orElseThrow();
        if (!taxes.isRateOf(assessment, taxPoint)) {
            throw refused("The tax rate on the value date is not the " + assessment.percent()
                    + " % that was quoted; reject the order and have the customer place it anew.");
        }
    }

    public Order reject(long orderId, String actor, String reason) {
        if (reason.isBlank()) {
            throw refused("A rejection needs a reason.");
        }
        Order order = entered(orderId);
        store.lockOf(orderId).forEach(receipt -> store.assign(receipt.id(), null, null));
        return orders.move(order, OrderState.REJECTED, actor, reason);
    }

    public BankReceipt giveBack(long receiptId, String bankReference, Approval approval) {
        approval.requireTwoPeople();
        boolean isWaiting = store.find(receiptId)
                .map(BankReceipt::orderId)
                .flatMap(orders::lock)
                .filter(order -> order.state() == OrderState.RECEIPT_ENTERED)
                .isPresent();
        BankReceipt receipt = locked(receiptId);
        if (receipt.returned() > 0) {
            return receipt;
        }
        if (isWaiting || receipt.rest() == 0) {
            throw refused("Nothing of receipt " + receipt.bankReference()
                    + " can be given back: its order has it, or waits for its approval and must be rejected first.");
        }
        Request request = Request.of("bank-receipt-return:" + receiptId, bankReference, approval);
        Line line = journal.money(unmatched(receipt.currency()), bank(receipt.currency()), receipt.rest());
        UUID id = journal.post(Transaction.of(KIND, request, approval), List.of(line));
        store.giveBack(receiptId, receipt.rest(), bankReference, approval, id);
        return store.find(receiptId).orElseThrow();
    }

    private BankReceipt locked(long receiptId) {
        return store.lock(receiptId)
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such receipt."));
    }

    private static Account bank(String currency) {
        return Account.ofMoney("1110", currency, "");
    }

    private static Account unmatched(String currency) {
        return Account.ofMoney("2190", currency, "");
    }

    private static GatewayException refused(String message) {
        return new GatewayException(ErrorCode.UNPROCESSABLE, message);
    }
}
