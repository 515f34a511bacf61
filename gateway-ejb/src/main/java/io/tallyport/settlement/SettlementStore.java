package io.tallyport.settlement;

import io.tallyport.database.Database;
import io.tallyport.database.Database.ArrayOf;
import io.tallyport.tier.SpendChange;
import io.tallyport.usage.UsageEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class SettlementStore {
    /**
     * Three statements in one round trip and one transaction, so that all of a batch stands or nothing: the first has the
     * others planned once and by index, however few rows a table had then; the second locks the wallets, so that the third
     * sees them and their lots as they are then. It uses lots in their frozen order. Should they not cover what the calls
     * take of them, it fails (a division by 0).
     */
    private static final String SETTLING = """
            SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true);
            SELECT 1 FROM wallet WHERE id = ANY (?) ORDER BY id FOR UPDATE;
            WITH call (request_id, wallet_id, key_id, model_id, upstream_account_id, price_id, cost_price_id,
                    input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_read_tokens, audio_input_tokens,
                    output_tokens,
                    base_ppm, tier_ppm, batch_ppm, uplift_ppm, tier, window_spend_nano, hold_nano,
                    list_nano, debit_nano, cost_nano, outcome, estimated, stream, status, policy,
                    surface, client_ip, session, tag, first_byte_micros, total_micros, overhead_micros,
                    prefix_key, conversation_key, placed, pool_size, covered, before) AS (
                SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[],
                    ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                    ?::integer[], ?::integer[], ?::integer[], ?::integer[], ?::text[], ?::bigint[], ?::bigint[],
                    ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::boolean[], ?::boolean[], ?::smallint[], ?::text[],
                    ?::text[], ?::text[], ?::text[], ?::text[], ?::integer[], ?::integer[], ?::integer[],
                    ?::bigint[], ?::bigint[], ?::text[], ?::smallint[], ?::bigint[], ?::bigint[])
            ), clock AS (
                SELECT clock_timestamp() AS now
            ), wallets AS (
                SELECT id, covered, on_lease, longest_micros, posted_p + posted_b - debt_nano AS balance,
                    bonus_account, paid_account
                FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::integer[])
                    taken (wallet_id, covered, on_lease, longest_micros)
                JOIN wallet ON id = wallet_id
            ), lot AS (
                SELECT l.id, l.wallet_id, kind, CASE kind WHEN 'BONUS' THEN bonus_account ELSE paid_account END AS account,
                    remaining_nano, (sum(remaining_nano) OVER (PARTITION BY l.wallet_id
                    ORDER BY effective_at > now - longest_micros * interval '1 microsecond',
                        priority, expires_at NULLS LAST, kind, effective_at, created_at, l.id)
                    - remaining_nano)::bigint AS lot_from
                FROM wallets w CROSS JOIN clock JOIN credit_lot l ON l.wallet_id = w.id
                WHERE covered > 0 AND NOT exhausted
            ), part AS (
                SELECT request_id, c.wallet_id, lot.id AS lot_id, kind, account, lot_from,
                    least(before + covered, lot_from + remaining_nano) - greatest(before, lot_from) AS amount
                FROM call c JOIN lot ON lot.wallet_id = c.wallet_id
                    AND lot_from < before + covered AND lot_from + remaining_nano > before
                WHERE covered > 0
            ), used AS (
                SELECT wallet_id, lot_id, kind, sum(amount)::bigint AS amount FROM part GROUP BY wallet_id, lot_id, kind
            ), usage AS (
                INSERT INTO usage_event (request_id, wallet_id, key_id, model_id, upstream_account_id, price_id, cost_price_id,
                    input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_read_tokens, audio_input_tokens,
                    output_tokens,
                    base_ppm, tier_ppm, batch_ppm, uplift_ppm, tier, window_spend_nano, hold_nano,
                    list_nano, debit_nano, cost_nano, outcome, estimated, stream, status, policy,
                    surface, client_ip, session, tag, first_byte_micros, total_micros, overhead_micros,
                    prefix_key, conversation_key, placed, pool_size, created_at)
                SELECT request_id, wallet_id, key_id, model_id, upstream_account_id, price_id, cost_price_id,
                    input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_read_tokens, audio_input_tokens,
                    output_tokens,
                    base_ppm, tier_ppm, batch_ppm, uplift_ppm, tier, window_spend_nano, hold_nano,
                    list_nano, debit_nano, cost_nano, outcome, estimated, stream, status, policy,
                    surface, client_ip, session, tag, first_byte_micros, total_micros, overhead_micros,
                    nullif(prefix_key, 0), nullif(conversation_key, 0), placed, nullif(pool_size, 0), now
                FROM call, clock
            ), tx AS (
                INSERT INTO ledger_tx (id, kind, created_at)
                SELECT request_id, CASE covered WHEN debit_nano THEN 'P4' ELSE 'P5' END, now
                FROM call, clock WHERE debit_nano > 0
            ), entry AS (
                INSERT INTO ledger_entry (tx_id, line, debit_account, credit_account, amount, wallet_id, lot_id)
                SELECT request_id, row_number() OVER (PARTITION BY request_id ORDER BY lot_from), account,
                    (SELECT id FROM ledger_account WHERE class = 'X.USE'), amount, wallet_id, lot_id
                FROM part
            ), consumption AS (
                INSERT INTO lot_consumption (tx_id, lot_id, amount) SELECT request_id, lot_id, amount FROM part
            ), used_lot AS (
                UPDATE credit_lot SET remaining_nano = remaining_nano - amount, exhausted = remaining_nano = amount
                FROM used WHERE id = lot_id
            ), charged AS (
                UPDATE wallet SET posted_b = posted_b - bonus, posted_p = posted_p - paid, version = version + 1,
                    leased = leased - on_lease / CASE covered WHEN bonus + paid THEN 1 ELSE 0 END
                FROM wallets w LEFT JOIN (
                    SELECT wallet_id, coalesce(sum(amount) FILTER (WHERE kind = 'BONUS'), 0)::bigint AS bonus,
                        coalesce(sum(amount) FILTER (WHERE kind = 'PAID'), 0)::bigint AS paid
                    FROM used GROUP BY wallet_id) u ON wallet_id = w.id
                WHERE wallet.id = w.id AND covered > 0
                RETURNING wallet.id, version, posted_p + posted_b - debt_nano AS balance
            ), bucket AS (
                INSERT INTO spend_bucket (wallet_id, hour, debit_nano)
                SELECT id, date_trunc('hour', now, 'UTC'), covered FROM wallets, clock WHERE covered > 0
                ON CONFLICT (wallet_id, hour) DO UPDATE SET debit_nano = spend_bucket.debit_nano + excluded.debit_nano
                RETURNING wallet_id, hour, debit_nano
            ), budget AS (
                UPDATE key_budget SET spent_nano = spent_nano + spent, leased_nano = leased_nano - on_lease
                FROM unnest(?::text[], ?::bigint[], ?::bigint[]) key (id, spent, on_lease) WHERE key_id = key.id
            ), lease AS (
                UPDATE credit_lease SET consumed = consumed + amount
                FROM unnest(?::uuid[], ?::bigint[]) paid (lease_id, amount) WHERE id = lease_id
            )%s
            SELECT w.id, coalesce(charged.balance, w.balance) AS balance, charged.version,
                extract(epoch FROM hour)::bigint / 3600 AS hour, debit_nano
            FROM wallets w LEFT JOIN charged ON charged.id = w.id LEFT JOIN bucket ON bucket.wallet_id = w.id
            """;

    /** For a batch whose calls were all answered at once, as nearly all are. */
    private static final String SETTLE = SETTLING.formatted("");

    private static final String SETTLE_WITH_TRIED = SETTLING.formatted("""
            , tried AS (
                INSERT INTO usage_attempt (request_id, n, upstream_account_id, status, reason, cost_nano, first_byte_micros,
                    total_micros, created_at)
                SELECT tried.*, now
                FROM unnest(?::uuid[], ?::smallint[], ?::bigint[], ?::smallint[], ?::text[], ?::bigint[], ?::integer[],
                    ?::integer[]) tried, clock
            )""");

    /** What a call takes that no credits cover, under the time of its transaction. */
    private static final String OWE = """
            WITH call AS (
                SELECT t.id, t.created_at, w.id AS wallet_id, debt_account, ?::bigint AS owed, ?::bigint AS written_off,
                    (SELECT count(*) FROM ledger_entry WHERE tx_id = t.id) AS lines
                FROM ledger_tx t, wallet w WHERE t.id = ? AND w.id = ?
            ), entry AS (
                INSERT INTO ledger_entry (tx_id, line, debit_account, credit_account, amount, wallet_id)
                SELECT call.id, lines + row_number() OVER (ORDER BY n), account,
                    (SELECT id FROM ledger_account WHERE class = 'X.USE'), amount, wallet_id
                FROM call CROSS JOIN LATERAL (VALUES (1, debt_account, owed),
                    (2, (SELECT id FROM ledger_account WHERE class = 'X.WOF'), written_off)) line (n, account, amount)
                WHERE amount > 0
            ), bucket AS (
                INSERT INTO spend_bucket (wallet_id, hour, debit_nano)
                SELECT wallet_id, date_trunc('hour', created_at, 'UTC'), owed FROM call
                ON CONFLICT (wallet_id, hour) DO UPDATE SET debit_nano = spend_bucket.debit_nano + excluded.debit_nano
                RETURNING wallet_id, hour, debit_nano
            ), charged AS (
                UPDATE wallet SET debt_nano = debt_nano + owed, version = version + 1
                FROM call WHERE wallet.id = wallet_id
                RETURNING wallet.id, version, posted_p + posted_b - debt_nano AS balance
            )
            SELECT id, balance, version, extract(epoch FROM hour)::bigint / 3600 AS hour, debit_nano
            FROM charged JOIN bucket ON wallet_id = id
            """;

    private static final String MEANS = """
            SELECT greatest(posted_p + posted_b - leased - frozen, 0), greatest(agreed_debt_cap(id) - debt_nano, 0)
            FROM wallet WHERE id = ? FOR UPDATE
            """;

    @Inject
    private Database database;

    /**
     * What pays for a call beyond its lease; nano-credits.
     *
     * @param debtRoom what the customer may still come to owe
     */
    record Means(long free, long debtRoom) {}

    /** To be called in a transaction, which keeps the lock. */
    void lockWallet(long id) {
        if (database.first("SELECT id FROM wallet WHERE id = ? FOR UPDATE", row -> row.getLong(1), id)
                .isEmpty()) {
            throw new IllegalStateException("wallet " + id + " is gone");
        }
    }

    /** Locks the wallet. */
    Means means(long walletId) {
        return database.first(MEANS, row -> new Means(row.getLong(1), row.getLong(2)), walletId)
                .orElseThrow();
    }

    /**
     * Writes all debits or none; without a transaction around it, it is one of its own. A debit that credits do not cover
     * needs {@link #owe} in the same transaction.
     *
     * @return what their wallets are after it
     * @throws io.tallyport.database.DatabaseException if a lease is not open any more, among others
     */
    Map<Long, WalletAfter> settle(List<Debit> debits) {
        Takings takings = Takings.of(debits);
        Map<Long, WalletAfter> after = HashMap.newHashMap(takings.wallets().size());
        boolean tried = debits.stream().anyMatch(debit -> !debit.usage().tried().isEmpty());
        database.listLast(
                tried ? SETTLE_WITH_TRIED : SETTLE,
                row -> after.put(row.getLong("id"), after(row)),
                tried ? SettlementValues.withTried(debits, takings) : SettlementValues.of(debits, takings));
        return after;
    }

    /** What no credits cover of a call that {@link #settle} has written, in the same transaction. */
    WalletAfter owe(UsageEvent usage, long owed, long writtenOff) {
        return database.first(OWE, SettlementStore::after, owed, writtenOff, usage.requestId(), usage.walletId())
                .orElseThrow();
    }

    /** What a wallet holds, debt deducted, in nano-credits. */
    long balance(long walletId) {
        return database.first(
                        "SELECT posted_p + posted_b - debt_nano FROM wallet WHERE id = ?",
                        row -> row.getLong(1),
                        walletId)
                .orElseThrow();
    }

    List<UUID> existing(List<Settlement> items) {
        Object[] ids = items.stream().map(item -> item.usage.requestId()).toArray();
        return database.list(
                "SELECT request_id FROM usage_event WHERE request_id = ANY (?)",
                row -> row.getObject(1, UUID.class),
                new ArrayOf("uuid", ids));
    }

    /** What a lease can still pay, in nano-credits: nothing once it is closed. */
    long leaseRest(UUID id) {
        return database.first(
                        "SELECT granted - consumed FROM credit_lease WHERE id = ? AND state = 'OPEN' FOR UPDATE",
                        row -> row.getLong(1),
                        id)
                .orElse(0L);
    }

    private static WalletAfter after(ResultSet row) throws SQLException {
        long version = row.getLong("version");
        @Nullable
        SpendChange spend = row.wasNull()
                ? null
                : new SpendChange(row.getLong("id"), version, row.getLong("hour"), row.getLong("debit_nano"));
        return new WalletAfter(row.getLong("balance"), spend);
    }
}
