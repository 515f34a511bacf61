package io.tallyport.settlement;

import io.tallyport.database.Database;
import io.tallyport.database.Database.ArrayOf;
import io.tallyport.database.TimeOrderedId;
import io.tallyport.settlement.SettlementBatch.Entry;
import io.tallyport.settlement.SettlementBatch.Transaction;
import io.tallyport.usage.UsageEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class SettlementStore {
    private static final String LOCK_WALLETS = """
            SELECT id, posted_b, posted_p + posted_b - leased - frozen AS free, bonus_account, paid_account,
                   (SELECT id FROM ledger_account WHERE class = 'X.USE') AS used_account,
                   (SELECT id FROM ledger_account WHERE class = 'X.WOF') AS written_off_account
            FROM wallet WHERE id = ANY (?) ORDER BY id FOR UPDATE
            """;
    private static final String INSERT = """
            WITH usage AS (
                INSERT INTO usage_event (request_id, wallet_id, key_id, model_id, upstream_account_id, price_id,
                    input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_read_tokens, output_tokens,
                    base_ppm, tier_ppm, list_nano, debit_nano, cost_nano, outcome, estimated, stream, status, client_ip,
                    first_byte_micros, total_micros)
                SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[],
                    ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                    ?::integer[], ?::integer[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::boolean[],
                    ?::boolean[], ?::smallint[], ?::text[], ?::integer[], ?::integer[])
            ), tx AS (
                INSERT INTO ledger_tx (id, kind) SELECT * FROM unnest(?::uuid[], ?::text[])
            ), entry AS (
                INSERT INTO ledger_entry (tx_id, line, debit_account, credit_account, amount)
                SELECT * FROM unnest(?::uuid[], ?::smallint[], ?::bigint[], ?::bigint[], ?::bigint[])
            ), change (wallet_id, bonus, paid, leased) AS (
                SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
            ), paid AS (
                UPDATE wallet SET posted_b = posted_b - change.bonus, posted_p = posted_p - change.paid,
                    leased = wallet.leased - change.leased, version = version + 1
                FROM change WHERE wallet.id = change.wallet_id
            ), bucket AS (
                INSERT INTO spend_bucket (wallet_id, hour, debit_nano)
                SELECT wallet_id, date_trunc('hour', clock_timestamp()), bonus + paid FROM change
                ON CONFLICT (wallet_id, hour) DO UPDATE SET debit_nano = spend_bucket.debit_nano + excluded.debit_nano
            )
            UPDATE credit_lease SET consumed = consumed + used.amount
            FROM unnest(?::uuid[], ?::bigint[]) used (id, amount)
            WHERE credit_lease.id = used.id AND credit_lease.state = 'OPEN'
            """;
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

    /** A locked wallet: what it has free, and the accounts that its debits are posted between. */
    record WalletRow(
            long id,
            long bonus,
            long free,
            long bonusAccount,
            long paidAccount,
            long usedAccount,
            long writtenOffAccount) {}

    Map<Long, WalletRow> lockWallets(List<Settlement> items) {
        Map<Long, WalletRow> rows = new HashMap<>();
        Object[] ids =
                items.stream().map(item -> item.usage.walletId()).distinct().toArray();
        database.list(
                        LOCK_WALLETS,
                        row -> new WalletRow(
                                row.getLong("id"),
                                row.getLong("posted_b"),
                                row.getLong("free"),
                                row.getLong("bonus_account"),
                                row.getLong("paid_account"),
                                row.getLong("used_account"),
                                row.getLong("written_off_account")),
                        new ArrayOf("bigint", ids))
                .forEach(row -> rows.put(row.id(), row));
        return rows;
    }

    /** @return false if a lease it debits is not open */
    boolean insert(SettlementBatch batch) {
        List<UsageEvent> u = batch.usage;
        List<Transaction> t = batch.transactions;
        List<Entry> e = batch.entries;
        Collection<Map.Entry<Long, SettlementBatch.WalletChange>> w = batch.wallets.entrySet();
        int debited = database.update(
                INSERT,
                array("uuid", u, UsageEvent::requestId),
                longs(u, UsageEvent::walletId),
                array("text", u, UsageEvent::keyId),
                array("text", u, UsageEvent::modelId),
                longs(u, UsageEvent::upstreamAccountId),
                longs(u, event -> event.charge().priceId()),
                longs(u, event -> event.tokens().input()),
                longs(u, event -> event.tokens().cacheWrite5m()),
                longs(u, event -> event.tokens().cacheWrite1h()),
                longs(u, event -> event.tokens().cacheRead()),
                longs(u, event -> event.tokens().output()),
                array("integer", u, event -> event.factors().basePpm()),
                array("integer", u, event -> event.factors().tierPpm()),
                longs(u, event -> event.charge().listNano()),
                longs(u, event -> event.charge().debitNano()),
                longs(u, event -> event.charge().costNano()),
                array("text", u, event -> event.outcome().name()),
                array("boolean", u, UsageEvent::estimated),
                array("boolean", u, UsageEvent::stream),
                array("smallint", u, event -> (short) event.status()),
                array("text", u, UsageEvent::clientIp),
                array("integer", u, UsageEvent::firstByteMicros),
                array("integer", u, UsageEvent::totalMicros),
                array("uuid", t, Transaction::id),
                array("text", t, Transaction::kind),
                array("uuid", e, Entry::transactionId),
                array("smallint", e, entry -> (short) entry.line()),
                longs(e, Entry::debitAccount),
                longs(e, Entry::creditAccount),
                longs(e, Entry::amount),
                longs(w, Map.Entry::getKey),
                longs(w, change -> change.getValue().bonus),
                longs(w, change -> change.getValue().paid),
                longs(w, change -> change.getValue().leased),
                array("uuid", batch.leases.entrySet(), Map.Entry::getKey),
                longs(batch.leases.entrySet(), Map.Entry::getValue));
        return debited == batch.leases.size();
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
