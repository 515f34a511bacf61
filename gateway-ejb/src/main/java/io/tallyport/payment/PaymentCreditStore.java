package io.tallyport.payment;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PaymentCreditStore {
    private static final String INSERT = """
            INSERT INTO payment_credit (order_id, provider, payment_id, tx_id, instrument) VALUES (?, ?, ?, ?, ?)
            """;

    private static final String HOLD = """
            INSERT INTO held_payment (order_id, provider, payment_id, session_id, currency, amount_minor, reason, tx_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    @Inject
    private Database database;

    /** The provider's payment object that an order was credited for. */
    Optional<String> paymentOf(long orderId) {
        return database.first(
                "SELECT payment_id FROM payment_credit WHERE order_id = ?", row -> row.getString(1), orderId);
    }

    Optional<String> sessionOf(String provider, String paymentId) {
        return database.first("""
                SELECT o.session_id FROM payment_credit c JOIN payment_order o ON o.id = c.order_id
                WHERE (c.provider, c.payment_id) = (?, ?)
                UNION ALL
                SELECT session_id FROM held_payment WHERE (provider, payment_id) = (?, ?)
                """, row -> row.getString(1), provider, paymentId, provider, paymentId);
    }

    boolean isKnown(String provider, String paymentId) {
        return database.first(
                        "SELECT 1 FROM payment_credit WHERE (provider, payment_id) = (?, ?)",
                        row -> true,
                        provider,
                        paymentId)
                .isPresent();
    }

    boolean isHeld(String provider, String paymentId) {
        return database.first(
                        "SELECT 1 FROM held_payment WHERE (provider, payment_id) = (?, ?)",
                        row -> true,
                        provider,
                        paymentId)
                .isPresent();
    }

    void hold(long orderId, ProviderPayment payment, String reason, UUID transaction) {
        database.update(
                HOLD,
                orderId,
                payment.provider(),
                payment.paymentId(),
                payment.sessionId(),
                payment.currency(),
                payment.amount(),
                reason,
                transaction);
    }

    void insert(long orderId, String provider, String paymentId, UUID transaction, @Nullable String instrument) {
        database.update(INSERT, orderId, provider, paymentId, transaction, instrument);
    }
}
