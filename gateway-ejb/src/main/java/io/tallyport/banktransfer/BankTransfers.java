package io.tallyport.banktransfer;

import io.tallyport.database.Retries;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Approval;
import io.tallyport.order.Order;
import io.tallyport.order.OrderState;
import io.tallyport.order.Orders;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What people of finance do about bank transfers; whoever calls has made sure who they are. */
@ApplicationScoped
public class BankTransfers {
    @Inject
    private TransferBook book;

    @Inject
    private BankReceiptStore store;

    @Inject
    private Orders orders;

    /**
     * A receipt as the bank's statement has it.
     *
     * @param amount minor units of {@code currency}, above 0
     * @param bankReference the bank's own for this transfer; spaces and case do not matter
     * @param evidence where it is to be seen: statement, page, line
     * @param orderReference what the payer named (ISO 11649); null or no order's: it waits to be assigned
     */
    public record Entry(
            String currency,
            long amount,
            LocalDate valueDate,
            String bankReference,
            String payer,
            String evidence,
            @Nullable String orderReference) {

        public Entry {
            bankReference = bankReference.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
            if (amount <= 0 || bankReference.isEmpty() || payer.isBlank() || evidence.isBlank()) {
                throw new GatewayException(
                        ErrorCode.UNPROCESSABLE,
                        "A receipt needs an amount above 0, the bank's reference, who paid, and where it is to be seen.");
            }
        }
    }

    /**
     * Puts a receipt on the books (1110 → 2190), and to the order whose reference it names, if that waits for it. The same
     * again changes nothing.
     *
     * @throws GatewayException 422 if the bank's reference was entered before with other content
     */
    public BankReceipt enter(Entry entry, String actor) {
        return Retries.run(() -> book.enter(entry, actor));
    }

    /**
     * Says which order a receipt is to pay.
     *
     * @throws GatewayException 404, or 422 if the order waits for no transfer, has another currency, or an order has taken of
     *     the receipt
     */
    public BankReceipt assign(long receiptId, long orderId, String actor) {
        return Retries.run(() -> book.assign(receiptId, orderId, actor));
    }

    /**
     * Credits an order with what was quoted for it. What its receipts have above that stays in 2190.
     *
     * @param approver nobody who entered or assigned one of its receipts
     * @throws GatewayException 422 if it was, if the receipts are less than the order, or came when its tax rate was another
     */
    public Order approve(long orderId, String approver, String reason) {
        return Retries.run(() -> book.approve(orderId, approver, reason));
    }

    /** Ends an order whose receipts are not what they should be; they wait again, to be assigned or given back. */
    public Order reject(long orderId, String actor, String reason) {
        return Retries.run(() -> book.reject(orderId, actor, reason));
    }

    /**
     * What no order took of a receipt has been sent back: 2190 → 1110.
     *
     * @param bankReference of the transfer back
     */
    public BankReceipt giveBack(long receiptId, String bankReference, Approval approval) {
        return Retries.run(() -> book.giveBack(receiptId, bankReference, approval));
    }

    /** Orders that a transfer was entered for and that wait for their approval; the oldest first. */
    public List<Order> toApprove() {
        return orders.inState(OrderState.RECEIPT_ENTERED);
    }

    public List<BankReceipt> of(long orderId) {
        return store.of(orderId);
    }

    /** Receipts of which something stands in 2190, matched or not; the oldest first. */
    public List<BankReceipt> open() {
        return store.withRest();
    }
}
