package io.tallyport.settlement;

import io.tallyport.database.Database;
import io.tallyport.database.Database.ArrayOf;
import io.tallyport.database.TimeOrderedId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class SettlementStore {
    /**
     * One statement, so that a batch is one round trip and all of it stands or nothing. It locks the wallets first; a debit
     * takes bonus credits before paid ones; what a call needs beyond its lease comes from the wallet's free balance, and
     * the rest is written off.
     */
    private static final String SETTLE = """
            WITH call (request_id, wallet_id, key_id, model_id, upstream_account_id, price_id,
                    input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_read_tokens, output_tokens,
                    base_ppm, tier_ppm, list_nano, debit_nano, cost_nano, outcome, estimated, stream, status, client_ip,
                    first_byte_micros, total_micros, lease_id, on_lease, before) AS (
                SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[],
                    ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                    ?::integer[], ?::integer[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::boolean[],
                    ?::boolean[], ?::smallint[], ?::text[], ?::integer[], ?::integer[], ?::uuid[], ?::bigint[], ?::bigint[])
            ), locked AS (
                SELECT id, posted_b, greatest(posted_p + posted_b - leased - frozen, 0) AS free, bonus_account, paid_account
                FROM wallet WHERE id = ANY (?) ORDER BY id FOR UPDATE
            ), clock AS (
                SELECT clock_timestamp() AS now
            ), split AS (
                SELECT request_id, wallet_id, lease_id, on_lease, bonus_account, paid_account,
                    covered, greatest(least(covered, posted_b - before), 0) AS bonus, debit_nano - covered AS written_off
                FROM call JOIN locked ON locked.id = wallet_id
                CROSS JOIN LATERAL (SELECT on_lease + least(debit_nano - on_lease, free) AS covered) c
                WHERE debit_nano > 0
            ), usage AS (
                INSERT INTO usage_event (request_id, wallet_id, key_id, model_id, upstream_account_id, price_id,
                    input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_read_tokens, output_tokens,
                    base_ppm, tier_ppm, list_nano, debit_nano, cost_nano, outcome, estimated, stream, status, client_ip,
                    first_byte_micros, total_micros)
                SELECT request_id, wallet_id, key_id, model_id, upstream_account_id, price_id,
                    input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_read_tokens, output_tokens,
                    base_ppm, tier_ppm, list_nano, debit_nano, cost_nano, outcome, estimated, stream, status, client_ip,
                    first_byte_micros, total_micros
                FROM call
            ), tx AS (
                INSERT INTO ledger_tx (id, kind, created_at)
                SELECT request_id, CASE WHEN written_off > 0 THEN 'P5' ELSE 'P4' END, now FROM split, clock
            ), entry AS (
                INSERT INTO ledger_entry (tx_id, line, debit_account, credit_account, amount)
                SELECT request_id, line, debit_account, (SELECT id FROM ledger_account WHERE class = 'X.USE'), amount
                FROM split CROSS JOIN LATERAL (VALUES
                    (1, bonus_account, bonus),
                    (2, paid_account, covered - bonus),
                    (3, (SELECT id FROM ledger_account WHERE class = 'X.WOF'), written_off)
                ) line (line, debit_account, amount)
                WHERE amount > 0
            ), change AS (
                SELECT wallet_id, sum(bonus)::bigint AS bonus, sum(covered - bonus)::bigint AS paid,
                    sum(on_lease)::bigint AS on_lease
                FROM split GROUP BY wallet_id
            ), charged AS (
                UPDATE wallet SET posted_b = posted_b - bonus, posted_p = posted_p - paid, leased = leased - on_lease,
                    version = version + 1
                FROM change WHERE wallet.id = wallet_id
            ), bucket AS (
                INSERT INTO spend_bucket (wallet_id, hour, debit_nano)
                SELECT wallet_id, date_trunc('hour', now), bonus + paid FROM change, clock
                ON CONFLICT (wallet_id, hour) DO UPDATE SET debit_nano = spend_bucket.debit_nano + excluded.debit_nano
            )
            UPDATE credit_lease SET consumed = consumed + amount
            FROM (SELECT lease_id, sum(on_lease)::bigint AS amount FROM split WHERE on_lease > 0 GROUP BY lease_id) used
            WHERE credit_lease.id = lease_id
            """;

    private static final String LOCK_WALLET =
            "SELECT id, bonus_account, paid_account FROM wallet WHERE id = ? FOR UPDATE";
    private static final String REVERSE = """
            WITH tx AS (
                INSERT INTO ledger_tx (id, kind, actor, reason, reverses_tx_id)
                VALUES (?, 'P9', 'system', 'the caller was told that the call failed', ?)
                ON CONFLICT (reverses_tx_id) WHERE reverses_tx_id IS NOT NULL DO NOTHING RETURNING id, reverses_tx_id
            ), back AS (
                INSERT INTO ledger_entry (tx_id, line, debit_account, credit_account, amount)
                SELECT tx.id, e.line, e.credit_account, e.debit_account, e.amount
                FROM tx JOIN ledger_entry e ON e.tx_id = tx.reverses_tx_id
                RETURNING credit_account, amount
            ), total AS (
                SELECT coalesce(sum(amount) FILTER (WHERE credit_account = ?), 0) AS bonus,
                       coalesce(sum(amount) FILTER (WHERE credit_account = ?), 0) AS paid
                FROM back
            ), bucket AS (
                UPDATE spend_bucket SET debit_nano = debit_nano - total.bonus - total.paid
                FROM total, ledger_tx original
                WHERE original.id = ? AND wallet_id = ? AND hour = date_trunc('hour', original.created_at)
            )
            UPDATE wallet SET posted_b = posted_b + total.bonus, posted_p = posted_p + total.paid, version = version + 1
            FROM total WHERE wallet.id = ?
            """;

    @Inject
    private Database database;

    /** A locked wallet, with the accounts that its debits are posted between. */
    record WalletRow(long id, long bonusAccount, long paidAccount) {}

    /** To be called in a transaction, which keeps the lock. */
    WalletRow lockWallet(long id) {
        return database.first(
                        LOCK_WALLET,
                        row -> new WalletRow(
                                row.getLong("id"), row.getLong("bonus_account"), row.getLong("paid_account")),
                        id)
                .orElseThrow(() -> new IllegalStateException("wallet " + id + " is gone"));
    }

    /**
     * Writes all debits or none; without a transaction around it, it is one of its own.
     *
     * @param d one alone if its lease does not pay all of it
     * @throws io.tallyport.database.DatabaseException if a lease is not open any more, among others
     */
    void settle(List<Debit> d) {
        Map<Long, Long> onLeases = new LinkedHashMap<>();
        long[] before = new long[d.size()];
        for (int i = 0; i < before.length; i++) {
            long onLease = d.get(i).onLease();
            before[i] = onLeases.merge(d.get(i).usage().walletId(), onLease, Math::addExact) - onLease;
        }
        database.update(
                SETTLE,
                array("uuid", d, debit -> debit.usage().requestId()),
                longs(d, debit -> debit.usage().walletId()),
                array("text", d, debit -> debit.usage().keyId()),
                array("text", d, debit -> debit.usage().modelId()),
                longs(d, debit -> debit.usage().upstreamAccountId()),
                longs(d, debit -> debit.usage().charge().priceId()),
                longs(d, debit -> debit.usage().tokens().input()),
                longs(d, debit -> debit.usage().tokens().cacheWrite5m()),
                longs(d, debit -> debit.usage().tokens().cacheWrite1h()),
                longs(d, debit -> debit.usage().tokens().cacheRead()),
                longs(d, debit -> debit.usage().tokens().output()),
                array("integer", d, debit -> debit.usage().factors().basePpm()),
                array("integer", d, debit -> debit.usage().factors().tierPpm()),
                longs(d, debit -> debit.usage().charge().listNano()),
                longs(d, debit -> debit.usage().charge().debitNano()),
                longs(d, debit -> debit.usage().charge().costNano()),
                array("text", d, debit -> debit.usage().outcome().name()),
                array("boolean", d, debit -> debit.usage().estimated()),
                array("boolean", d, debit -> debit.usage().stream()),
                array("smallint", d, debit -> (short) debit.usage().status()),
                array("text", d, debit -> debit.usage().clientIp()),
                array("integer", d, debit -> debit.usage().firstByteMicros()),
                array("integer", d, debit -> debit.usage().totalMicros()),
                array("uuid", d, Debit::leaseId),
                longs(d, Debit::onLease),
                before,
                longs(onLeases.keySet(), id -> id));
    }

    List<UUID> existing(List<Settlement> items) {
        Object[] ids = items.stream().map(item -> item.usage.requestId()).toArray();
        return database.list(
                "SELECT request_id FROM usage_event WHERE request_id = ANY (?)",
                row -> row.getObject(1, UUID.class),
                new ArrayOf("uuid", ids));
    }

    boolean isLeaseOpen(UUID id) {
        return database.first("SELECT 1 FROM credit_lease WHERE id = ? AND state = 'OPEN' FOR UPDATE", row -> 1, id)
                .isPresent();
    }

    void reverse(UUID transactionId, WalletRow wallet) {
        database.update(
                REVERSE,
                TimeOrderedId.next(),
                transactionId,
                wallet.bonusAccount(),
                wallet.paidAccount(),
                transactionId,
                wallet.id(),
                wallet.id());
    }

    private static <T> ArrayOf array(String type, Collection<T> rows, Function<T, @Nullable Object> column) {
        return new ArrayOf(type, rows.stream().map(column).toArray());
    }

    private static <T> long[] longs(Collection<T> rows, ToLongFunction<T> column) {
        return rows.stream().mapToLong(column).toArray();
    }
}
