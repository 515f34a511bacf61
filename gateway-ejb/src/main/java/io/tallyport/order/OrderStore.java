package io.tallyport.order;

import io.tallyport.database.Database;
import io.tallyport.database.DatabaseException;
import io.tallyport.offer.Bonus;
import io.tallyport.offer.CreditPackage;
import io.tallyport.order.Order.Method;
import io.tallyport.tax.TaxSnapshot;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class OrderStore {
    private static final String INSERT = """
            WITH made AS (
                INSERT INTO payment_order (organisation_id, seller_id, package_id, method, currency, net_minor, credits_nano,
                    purchase_order, actor, operation)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *
            ), step AS (
                INSERT INTO payment_order_step (order_id, n, to_state, actor) SELECT id, 1, state, actor FROM made
            )
            SELECT * FROM made
            """;
    private static final String QUOTE = """
            UPDATE payment_order SET state = 'QUOTED', bonus_nano = ?, bonus_rule_id = ?, bonus_days = ?, profile_version = ?,
                vat_id_check_id = ?, tax_snapshot_id = ?, tax_minor = ?, cross_border_eur_minor = ?, quote_ends_at = ?,
                reference = ?
            WHERE id = ? RETURNING *
            """;
    private static final String SET_STATE = "UPDATE payment_order SET state = ? WHERE id = ? RETURNING *";
    private static final String STEP = """
            INSERT INTO payment_order_step (order_id, n, from_state, to_state, actor, reason)
            SELECT ?, 1 + count(*), ?, ?, ?, ? FROM payment_order_step WHERE order_id = ?
            """;
    /** Quoted and not yet paid; what is credited has been counted. */
    private static final String PENDING_ACROSS_BORDERS = """
            SELECT coalesce(sum(cross_border_eur_minor), 0)::bigint FROM payment_order
            WHERE seller_id = ? AND cross_border_eur_minor > 0
                AND state IN ('QUOTED', 'REDIRECTED', 'PROCESSING', 'AWAITING_TRANSFER', 'RECEIPT_ENTERED')
            """;

    @Inject
    private Database database;

    /**
     * What a quote fixes.
     *
     * @param crossBorderCents counts towards the seller's threshold; null: does not
     */
    record Quote(
            Optional<Bonus> bonus,
            int profileVersion,
            @Nullable Long vatIdCheckId,
            TaxSnapshot snapshot,
            @Nullable Long crossBorderCents,
            Instant ends,
            String reference) {}

    /** @throws DatabaseException a duplicate if the operation has placed an order */
    Order insertDraft(
            long organisationId,
            CreditPackage bought,
            Orders.Wish wish,
            long creditsNano,
            String actor,
            @Nullable UUID operation) {
        return database.first(
                        INSERT,
                        OrderStore::order,
                        organisationId,
                        bought.sellerId(),
                        bought.id(),
                        wish.method().name(),
                        bought.currency(),
                        wish.amount(),
                        creditsNano,
                        wish.purchaseOrder(),
                        actor,
                        operation)
                .orElseThrow();
    }

    Optional<Order> placedBy(long organisationId, UUID operation) {
        return database.first(
                "SELECT * FROM payment_order WHERE organisation_id = ? AND operation = ?",
                OrderStore::order,
                organisationId,
                operation);
    }

    Order quote(Order draft, Quote quote, String actor) {
        Order quoted = database.first(
                        QUOTE,
                        OrderStore::order,
                        quote.bonus().map(Bonus::nano).orElse(0L),
                        quote.bonus().map(Bonus::ruleId).orElse(null),
                        quote.bonus().map(Bonus::lotDays).orElse(null),
                        quote.profileVersion(),
                        quote.vatIdCheckId(),
                        quote.snapshot().id(),
                        quote.snapshot().tax(),
                        quote.crossBorderCents(),
                        quote.ends().atOffset(ZoneOffset.UTC),
                        quote.reference(),
                        draft.id())
                .orElseThrow();
        step(draft, quoted.state(), actor, null);
        return quoted;
    }

    /** The order goes on; the database refuses what may not follow. */
    Order move(Order from, OrderState to, String actor, @Nullable String reason) {
        Order moved = database.first(SET_STATE, OrderStore::order, to.name(), from.id())
                .orElseThrow();
        step(from, to, actor, reason);
        return moved;
    }

    private void step(Order from, OrderState to, String actor, @Nullable String reason) {
        database.update(STEP, from.id(), from.state().name(), to.name(), actor, reason, from.id());
    }

    void setSession(long orderId, String provider, String sessionId, String url) {
        database.update(
                "UPDATE payment_order SET provider = ?, session_id = ?, checkout_url = ? WHERE id = ?",
                provider,
                sessionId,
                url,
                orderId);
    }

    Optional<Order> lock(long orderId) {
        return database.first("SELECT * FROM payment_order WHERE id = ? FOR UPDATE", OrderStore::order, orderId);
    }

    List<Order> endedQuotes(int most) {
        return database.list("""
                SELECT * FROM payment_order WHERE state IN ('QUOTED', 'AWAITING_TRANSFER') AND quote_ends_at < clock_timestamp()
                ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED
                """, OrderStore::order, most);
    }

    /** Sessions of a provider on which a payment may still come or is disputed; the oldest first. */
    List<String> openSessions(String provider) {
        return database.list("""
                SELECT session_id FROM payment_order
                WHERE state IN ('REDIRECTED', 'PROCESSING', 'DISPUTED') AND provider = ? ORDER BY id
                """, row -> row.getString(1), provider);
    }

    Optional<Order> findByReference(String reference) {
        return database.first("SELECT * FROM payment_order WHERE reference = ?", OrderStore::order, reference);
    }

    List<Order> inState(OrderState state) {
        return database.list(
                "SELECT * FROM payment_order WHERE state = ? ORDER BY id", OrderStore::order, state.name());
    }

    Optional<Order> find(long orderId) {
        return database.first("SELECT * FROM payment_order WHERE id = ?", OrderStore::order, orderId);
    }

    List<Order> of(long organisationId, long before, int most) {
        return database.list(
                "SELECT * FROM payment_order WHERE organisation_id = ? AND id < ? ORDER BY id DESC LIMIT ?",
                OrderStore::order,
                organisationId,
                before,
                most);
    }

    /** Whether nothing was credited before. */
    boolean isFirst(long organisationId) {
        return database.first("""
                        SELECT 1 FROM payment_order o JOIN payment_credit c ON c.order_id = o.id WHERE organisation_id = ? LIMIT 1
                        """, row -> true, organisationId).isEmpty();
    }

    long pendingAcrossBorders(long sellerId) {
        return database.first(PENDING_ACROSS_BORDERS, row -> row.getLong(1), sellerId)
                .orElseThrow();
    }

    private static Order order(ResultSet row) throws SQLException {
        @Nullable Timestamp ends = row.getTimestamp("quote_ends_at");
        return new Order(
                row.getLong("id"),
                row.getLong("organisation_id"),
                row.getLong("seller_id"),
                row.getLong("package_id"),
                Method.valueOf(row.getString("method")),
                OrderState.valueOf(row.getString("state")),
                row.getString("currency"),
                row.getLong("net_minor"),
                row.getLong("credits_nano"),
                row.getLong("bonus_nano"),
                (Integer) row.getObject("bonus_days"),
                (Long) row.getObject("tax_minor"),
                (Integer) row.getObject("profile_version"),
                (Long) row.getObject("tax_snapshot_id"),
                (Long) row.getObject("cross_border_eur_minor"),
                ends == null ? null : ends.toInstant(),
                row.getString("reference"),
                row.getString("purchase_order"),
                row.getString("provider"),
                row.getString("session_id"),
                row.getString("checkout_url"),
                row.getTimestamp("created_at").toInstant());
    }
}
