package io.tallyport.banktransfer;

import io.tallyport.database.Database;
import io.tallyport.ledger.Approval;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class BankReceiptStore {
    private static final String INSERT = """
            INSERT INTO bank_receipt (currency, amount_minor, value_date, bank_reference, payer, evidence, actor, tx_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING *
            """;
    private static final String RETURN = """
            INSERT INTO bank_receipt_return (receipt_id, amount_minor, bank_reference, actor, approver, reason, tx_id)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    @Inject
    private Database database;

    BankReceipt insert(BankTransfers.Entry entry, String actor, UUID transaction) {
        return database.first(
                        INSERT,
                        BankReceiptStore::receipt,
                        entry.currency(),
                        entry.amount(),
                        entry.valueDate(),
                        entry.bankReference(),
                        entry.payer(),
                        entry.evidence(),
                        actor,
                        transaction)
                .orElseThrow();
    }

    Optional<BankReceipt> find(long id) {
        return database.first("SELECT * FROM bank_receipt WHERE id = ?", BankReceiptStore::receipt, id);
    }

    Optional<BankReceipt> byReference(String bankReference) {
        return database.first(
                "SELECT * FROM bank_receipt WHERE bank_reference = ?", BankReceiptStore::receipt, bankReference);
    }

    /** Nobody else changes it until the transaction ends. */
    Optional<BankReceipt> lock(long id) {
        return database.first("SELECT * FROM bank_receipt WHERE id = ? FOR UPDATE", BankReceiptStore::receipt, id);
    }

    /** In the order in which they came; locked. */
    List<BankReceipt> lockOf(long orderId) {
        return database.list(
                "SELECT * FROM bank_receipt WHERE order_id = ? ORDER BY id FOR UPDATE",
                BankReceiptStore::receipt,
                orderId);
    }

    List<BankReceipt> of(long orderId) {
        return database.list(
                "SELECT * FROM bank_receipt WHERE order_id = ? ORDER BY id", BankReceiptStore::receipt, orderId);
    }

    List<BankReceipt> withRest() {
        return database.list(
                "SELECT * FROM bank_receipt WHERE matched_minor + returned_minor < amount_minor ORDER BY id",
                BankReceiptStore::receipt);
    }

    /** @param orderId null: it is matched to none any more */
    void assign(long id, @Nullable Long orderId, @Nullable String actor) {
        database.update("UPDATE bank_receipt SET order_id = ?, assigned_by = ? WHERE id = ?", orderId, actor, id);
    }

    void match(long id, long minor) {
        database.update("UPDATE bank_receipt SET matched_minor = ? WHERE id = ?", minor, id);
    }

    void approve(long orderId, Approval approval) {
        database.update(
                "INSERT INTO bank_transfer_approval (order_id, actor, approver, reason) VALUES (?, ?, ?, ?)",
                orderId,
                approval.actor(),
                approval.approver(),
                approval.reason());
    }

    void giveBack(long id, long minor, String bankReference, Approval approval, UUID transaction) {
        database.update(
                RETURN,
                id,
                minor,
                bankReference,
                approval.actor(),
                approval.approver(),
                approval.reason(),
                transaction);
        database.update("UPDATE bank_receipt SET returned_minor = ? WHERE id = ?", minor, id);
    }

    private static BankReceipt receipt(ResultSet row) throws SQLException {
        return new BankReceipt(
                row.getLong("id"),
                row.getString("currency"),
                row.getLong("amount_minor"),
                row.getObject("value_date", LocalDate.class),
                row.getString("bank_reference"),
                row.getString("payer"),
                row.getString("evidence"),
                row.getString("actor"),
                (Long) row.getObject("order_id"),
                row.getString("assigned_by"),
                row.getLong("matched_minor"),
                row.getLong("returned_minor"),
                row.getTimestamp("entered_at").toInstant());
    }
}
