package io.tallyport.settlement;

import io.tallyport.database.Database;
import io.tallyport.database.Database.ArrayOf;
import io.tallyport.tier.SpendChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class SettlementStore {
    /**
     * Three statements in one round trip and one transaction, so that all of a batch stands or nothing: the first has the
     * others planned once and by index, however few rows a table had then; the second locks the wallets, so that the third
     * sees them and their lots as they are then. It uses lots in their frozen order; what a call needs beyond its lease
     * comes from the wallet's free balance, then becomes the customer's debt up to the cap agreed, and the rest is written
     * off. Should the lots not cover what the wallet says they do, it fails (a division by 0).
     */
    private static final String SETTLE = """
            SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true);
            SELECT 1 FROM wallet WHERE id = ANY (?) ORDER BY id FOR UPDATE;
            WITH call (request_id, wallet_id, key_id, model_id, upstream_account_id, price_id, cost_price_id,
                    input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_read_tokens, audio_input_tokens,
                    output_tokens,
                    base_ppm, tier_ppm, batch_ppm, uplift_ppm, tier, window_spend_nano, hold_nano,
                    list_nano, debit_nano, cost_nano, outcome, estimated, stream, status, policy,
                    surface, client_ip, session, tag, first_byte_micros, total_micros, overhead_micros,
                    lease_id, on_lease, key_lease_id, on_key_lease, before) AS (
                SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[],
                    ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                    ?::integer[], ?::integer[], ?::integer[], ?::integer[], ?::text[], ?::bigint[], ?::bigint[],
                    ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::boolean[], ?::boolean[], ?::smallint[], ?::text[],
                    ?::text[], ?::text[], ?::text[], ?::text[], ?::integer[], ?::integer[], ?::integer[],
                    ?::uuid[], ?::bigint[], ?::uuid[], ?::bigint[], ?::bigint[])
            ), clock AS (
                SELECT clock_timestamp() AS now
            ), wallets AS (
                SELECT id, greatest(posted_p + posted_b - leased - frozen, 0) AS free,
                    debt_nano, posted_p + posted_b - debt_nano AS balance, bonus_account, paid_account, debt_account
                FROM wallet WHERE id = ANY (?)
            ), split AS (
                SELECT request_id, wallet_id, covered, before, owed, debit_nano - covered - owed AS written_off,
                    bonus_account, paid_account, debt_account
                FROM call JOIN wallets ON wallets.id = wallet_id
                CROSS JOIN LATERAL (SELECT on_lease + least(debit_nano - on_lease, free) AS covered) c
                CROSS JOIN LATERAL (SELECT CASE WHEN debit_nano = covered THEN 0 ELSE
                    least(debit_nano - covered, greatest(agreed_debt_cap(wallet_id) - debt_nano, 0)) END AS owed) o
                WHERE debit_nano > 0
            ), since AS (
                SELECT wallet_id, now - max(total_micros) * interval '1 microsecond' AS authorised
                FROM call, clock GROUP BY wallet_id, now
            ), lot AS (
                SELECT l.id, l.wallet_id, kind, remaining_nano, (sum(remaining_nano) OVER (PARTITION BY l.wallet_id
                    ORDER BY effective_at > authorised, priority, expires_at NULLS LAST, kind, effective_at, created_at, l.id)
                    - remaining_nano)::bigint AS lot_from
                FROM since s JOIN credit_lot l ON l.wallet_id = s.wallet_id WHERE NOT exhausted
            ), part AS (
                SELECT request_id, s.wallet_id, lot.id AS lot_id, kind, lot_from,
                    CASE kind WHEN 'BONUS' THEN bonus_account ELSE paid_account END AS debit_account,
                    least(before + covered, lot_from + remaining_nano) - greatest(before, lot_from) AS amount
                FROM split s JOIN lot ON lot.wallet_id = s.wallet_id
                    AND lot_from < before + covered AND lot_from + remaining_nano > before
            ), line AS (
                SELECT request_id, wallet_id, lot_id, debit_account, amount, lot_from AS position FROM part
                UNION ALL
                SELECT request_id, wallet_id, null, debt_account, owed, 9223372036854775806 FROM split WHERE owed > 0
                UNION ALL
                SELECT request_id, wallet_id, null, (SELECT id FROM ledger_account WHERE class = 'X.WOF'), written_off,
                    9223372036854775807 FROM split WHERE written_off > 0
            ), usage AS (
                INSERT INTO usage_event (request_id, wallet_id, key_id, model_id, upstream_account_id, price_id, cost_price_id,
                    input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_read_tokens, audio_input_tokens,
                    output_tokens,
                    base_ppm, tier_ppm, batch_ppm, uplift_ppm, tier, window_spend_nano, hold_nano,
                    list_nano, debit_nano, cost_nano, outcome, estimated, stream, status, policy,
                    surface, client_ip, session, tag, first_byte_micros, total_micros, overhead_micros, created_at)
                SELECT request_id, wallet_id, key_id, model_id, upstream_account_id, price_id, cost_price_id,
                    input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_read_tokens, audio_input_tokens,
                    output_tokens,
                    base_ppm, tier_ppm, batch_ppm, uplift_ppm, tier, window_spend_nano, hold_nano,
                    list_nano, debit_nano, cost_nano, outcome, estimated, stream, status, policy,
                    surface, client_ip, session, tag, first_byte_micros, total_micros, overhead_micros, now
                FROM call, clock
            ), tx AS (
                INSERT INTO ledger_tx (id, kind, created_at)
                SELECT request_id, CASE WHEN owed + written_off > 0 THEN 'P5' ELSE 'P4' END, now FROM split, clock
            ), entry AS (
                INSERT INTO ledger_entry (tx_id, line, debit_account, credit_account, amount, wallet_id, lot_id)
                SELECT request_id, row_number() OVER (PARTITION BY request_id ORDER BY position), debit_account,
                    (SELECT id FROM ledger_account WHERE class = 'X.USE'), amount, wallet_id, lot_id
                FROM line
            ), consumption AS (
                INSERT INTO lot_consumption (tx_id, lot_id, amount) SELECT request_id, lot_id, amount FROM part
            ), used_lot AS (
                UPDATE credit_lot SET remaining_nano = remaining_nano - used, exhausted = remaining_nano = used
                FROM (SELECT lot_id, sum(amount)::bigint AS used FROM part GROUP BY lot_id) u WHERE id = lot_id
            ), change AS (
                SELECT wallet_id, coalesce(bonus, 0) AS bonus, coalesce(paid, 0) AS paid, owed,
                    on_lease / CASE WHEN covered = coalesce(bonus + paid, 0) THEN 1 ELSE 0 END AS on_lease
                FROM (SELECT wallet_id, sum(covered)::bigint AS covered, sum(owed)::bigint AS owed
                    FROM split GROUP BY wallet_id) s
                LEFT JOIN (SELECT wallet_id, coalesce(sum(amount) FILTER (WHERE kind = 'BONUS'), 0)::bigint AS bonus,
                        coalesce(sum(amount) FILTER (WHERE kind = 'PAID'), 0)::bigint AS paid
                    FROM part GROUP BY wallet_id) p USING (wallet_id)
                JOIN (SELECT wallet_id, sum(on_lease)::bigint AS on_lease FROM call GROUP BY wallet_id) l USING (wallet_id)
            ), charged AS (
                UPDATE wallet SET posted_b = posted_b - bonus, posted_p = posted_p - paid, leased = leased - on_lease,
                    debt_nano = debt_nano + owed, version = version + 1
                FROM change WHERE wallet.id = wallet_id
                RETURNING id, version, posted_p + posted_b - debt_nano AS balance
            ), bucket AS (
                INSERT INTO spend_bucket (wallet_id, hour, debit_nano)
                SELECT wallet_id, date_trunc('hour', now, 'UTC'), bonus + paid + owed FROM change, clock
                ON CONFLICT (wallet_id, hour) DO UPDATE SET debit_nano = spend_bucket.debit_nano + excluded.debit_nano
                RETURNING wallet_id, hour, debit_nano
            ), budget AS (
                UPDATE key_budget SET spent_nano = spent_nano + spent, leased_nano = leased_nano - on_key_lease
                FROM (SELECT key_id, sum(debit_nano)::bigint AS spent, sum(on_key_lease)::bigint AS on_key_lease
                    FROM call WHERE key_lease_id IS NOT NULL GROUP BY key_id) b
                WHERE key_budget.key_id = b.key_id
            ), lease AS (
                UPDATE credit_lease SET consumed = consumed + amount
                FROM (SELECT id, sum(used)::bigint AS amount FROM (
                        SELECT lease_id, on_lease FROM call WHERE on_lease > 0
                        UNION ALL SELECT key_lease_id, on_key_lease FROM call WHERE on_key_lease > 0) one (id, used)
                    GROUP BY id) used
                WHERE credit_lease.id = used.id
            )
            SELECT w.id, coalesce(charged.balance, w.balance) AS balance, charged.version,
                extract(epoch FROM hour)::bigint / 3600 AS hour, debit_nano
            FROM wallets w LEFT JOIN charged ON charged.id = w.id LEFT JOIN bucket ON bucket.wallet_id = w.id
            """;

    private static final String LOCK_WALLET = "SELECT id FROM wallet WHERE id = ? FOR UPDATE";

    @Inject
    private Database database;

    /** To be called in a transaction, which keeps the lock. */
    void lockWallet(long id) {
        if (database.first(LOCK_WALLET, row -> row.getLong(1), id).isEmpty()) {
            throw new IllegalStateException("wallet " + id + " is gone");
        }
    }

    /**
     * Writes all debits or none; without a transaction around it, it is one of its own.
     *
     * @param d one alone if its lease does not pay all of it
     * @return what their wallets are after it
     * @throws io.tallyport.database.DatabaseException if a lease is not open any more, among others
     */
    Map<Long, WalletAfter> settle(List<Debit> d) {
        Map<Long, Long> onLeases = new LinkedHashMap<>();
        long[] before = new long[d.size()];
        for (int i = 0; i < before.length; i++) {
            long onLease = d.get(i).onLease();
            before[i] = onLeases.merge(d.get(i).usage().walletId(), onLease, Math::addExact) - onLease;
        }
        Map<Long, WalletAfter> after = HashMap.newHashMap(onLeases.size());
        long[] wallets = longs(onLeases.keySet(), id -> id);
        database.listLast(
                SETTLE,
                row -> after.put(row.getLong("id"), after(row)),
                wallets,
                uuids(d, debit -> debit.usage().requestId()),
                longs(d, debit -> debit.usage().walletId()),
                texts(d, debit -> debit.usage().keyId()),
                texts(d, debit -> debit.usage().modelId()),
                longs(d, debit -> debit.usage().upstreamAccountId()),
                longs(d, debit -> debit.usage().charge().priceId()),
                array("bigint", Long[]::new, d, debit -> debit.usage().charge().costPriceId()),
                longs(d, debit -> debit.usage().tokens().input()),
                longs(d, debit -> debit.usage().tokens().cacheWrite5m()),
                longs(d, debit -> debit.usage().tokens().cacheWrite1h()),
                longs(d, debit -> debit.usage().tokens().cacheRead()),
                longs(d, debit -> debit.usage().tokens().audioInput()),
                longs(d, debit -> debit.usage().tokens().output()),
                integers(d, debit -> debit.usage().terms().factors().basePpm()),
                integers(d, debit -> debit.usage().terms().factors().tierPpm()),
                integers(d, debit -> debit.usage().terms().factors().batchPpm()),
                integers(d, debit -> debit.usage().terms().factors().upliftPpm()),
                texts(d, debit -> debit.usage().terms().tier()),
                longs(d, debit -> debit.usage().terms().windowSpendNano()),
                longs(d, debit -> debit.usage().terms().holdNano()),
                longs(d, debit -> debit.usage().charge().listNano()),
                longs(d, debit -> debit.usage().charge().debitNano()),
                longs(d, debit -> debit.usage().charge().costNano()),
                texts(d, debit -> debit.usage().outcome().name()),
                array("boolean", Boolean[]::new, d, debit -> debit.usage().estimated()),
                array("boolean", Boolean[]::new, d, debit -> debit.usage().stream()),
                array("smallint", Short[]::new, d, debit ->
                        (short) debit.usage().status()),
                texts(d, debit -> debit.usage().policy()),
                texts(d, debit -> debit.usage().labels().surface()),
                texts(d, debit -> debit.usage().labels().clientIp()),
                texts(d, debit -> debit.usage().labels().session()),
                texts(d, debit -> debit.usage().labels().tag()),
                integers(d, debit -> debit.usage().timing().firstByte()),
                integers(d, debit -> debit.usage().timing().total()),
                integers(d, debit -> debit.usage().timing().overhead()),
                uuids(d, Debit::leaseId),
                longs(d, Debit::onLease),
                uuids(d, Debit::keyLeaseId),
                longs(d, Debit::onKeyLease),
                before,
                wallets);
        return after;
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

    private static ArrayOf texts(Collection<Debit> rows, Function<Debit, @Nullable Object> column) {
        return array("text", String[]::new, rows, column);
    }

    private static ArrayOf integers(Collection<Debit> rows, Function<Debit, @Nullable Object> column) {
        return array("integer", Integer[]::new, rows, column);
    }

    private static ArrayOf uuids(Collection<Debit> rows, Function<Debit, @Nullable Object> column) {
        return array("uuid", UUID[]::new, rows, column);
    }

    /** Arrays of boxed values and texts travel in binary, which costs both sides less. */
    private static ArrayOf array(
            String type,
            IntFunction<@Nullable Object[]> empty,
            Collection<Debit> rows,
            Function<Debit, @Nullable Object> column) {
        return new ArrayOf(type, rows.stream().map(column).toArray(empty));
    }

    private static WalletAfter after(ResultSet row) throws SQLException {
        long version = row.getLong("version");
        @Nullable
        SpendChange spend = row.wasNull()
                ? null
                : new SpendChange(row.getLong("id"), version, row.getLong("hour"), row.getLong("debit_nano"));
        return new WalletAfter(row.getLong("balance"), spend);
    }

    private static <T> long[] longs(Collection<T> rows, ToLongFunction<T> column) {
        return rows.stream().mapToLong(column).toArray();
    }
}
