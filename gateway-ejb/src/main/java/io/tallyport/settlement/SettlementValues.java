package io.tallyport.settlement;

import io.tallyport.database.Database.ArrayOf;
import io.tallyport.settlement.Takings.OfKey;
import io.tallyport.settlement.Takings.OfWallet;
import io.tallyport.usage.UsageEvent.TriedAttempt;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A batch as the statement that settles it takes it: an array for each column, filled by loops: fifty
 * streams a batch showed in profiles.
 */
final class SettlementValues {
    private SettlementValues() {}

    static @Nullable Object[] of(List<Debit> d, Takings takings) {
        Collection<OfWallet> wallets = takings.wallets().values();
        Collection<OfKey> keys = takings.keys().values();
        long[] walletIds = longs(takings.wallets().keySet(), id -> id);
        return new @Nullable Object[] {
            walletIds,
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
            array("smallint", Short[]::new, d, debit -> (short) debit.usage().status()),
            texts(d, debit -> debit.usage().policy()),
            texts(d, debit -> debit.usage().labels().surface()),
            texts(d, debit -> debit.usage().labels().clientIp()),
            texts(d, debit -> debit.usage().labels().session()),
            texts(d, debit -> debit.usage().labels().tag()),
            array("integer", Integer[]::new, d, debit -> debit.usage().timing().firstByte()),
            integers(d, debit -> debit.usage().timing().total()),
            integers(d, debit -> debit.usage().timing().overhead()),
            longs(d, debit -> debit.usage().placement().prefix()),
            longs(d, debit -> debit.usage().placement().conversation()),
            texts(d, debit -> debit.usage().placement().placed().name()),
            array("smallint", Short[]::new, d, debit ->
                    (short) debit.usage().placement().poolSize()),
            longs(d, Debit::covered),
            takings.before(),
            walletIds,
            longs(wallets, OfWallet::covered),
            longs(wallets, OfWallet::onLease),
            integers(wallets, OfWallet::longestMicros),
            texts(takings.keys().keySet(), key -> key),
            longs(keys, OfKey::spent),
            longs(keys, OfKey::onLease),
            uuids(takings.leases().keySet(), id -> id),
            longs(takings.leases().values(), amount -> amount)
        };
    }

    /** With what was tried for calls before they were answered, which nearly none has. */
    static @Nullable Object[] withTried(List<Debit> debits, Takings takings) {
        List<Tried> tried = debits.stream()
                .flatMap(debit -> debit.usage().tried().stream()
                        .map(attempt -> new Tried(debit.usage().requestId(), attempt)))
                .toList();
        @Nullable
        Object[] columns = {
            uuids(tried, Tried::requestId),
            array("smallint", Short[]::new, tried, one -> (short) one.attempt().n()),
            longs(tried, one -> one.attempt().upstreamAccountId()),
            array("smallint", Short[]::new, tried, one -> (short) one.attempt().status()),
            texts(tried, one -> one.attempt().reason()),
            longs(tried, one -> one.attempt().costNano()),
            array("integer", Integer[]::new, tried, one -> one.attempt().firstByteMicros()),
            integers(tried, one -> one.attempt().totalMicros())
        };
        @Nullable Object[] calls = of(debits, takings);
        @Nullable Object[] all = Arrays.copyOf(calls, calls.length + columns.length);
        System.arraycopy(columns, 0, all, calls.length, columns.length);
        return all;
    }

    private record Tried(UUID requestId, TriedAttempt attempt) {}

    private static <T> ArrayOf texts(Collection<T> rows, Function<T, @Nullable Object> column) {
        return array("text", String[]::new, rows, column);
    }

    private static <T> ArrayOf uuids(Collection<T> rows, Function<T, @Nullable Object> column) {
        return array("uuid", UUID[]::new, rows, column);
    }

    /** Arrays of boxed values and texts travel in binary, which costs both sides less. */
    private static <T> ArrayOf array(
            String type,
            IntFunction<@Nullable Object[]> empty,
            Collection<T> rows,
            Function<T, @Nullable Object> column) {
        @Nullable Object[] values = empty.apply(rows.size());
        int next = 0;
        for (T row : rows) {
            values[next++] = column.apply(row);
        }
        return new ArrayOf(type, values);
    }

    private static <T> int[] integers(Collection<T> rows, ToIntFunction<T> column) {
        int[] values = new int[rows.size()];
        int next = 0;
        for (T row : rows) {
            values[next++] = column.applyAsInt(row);
        }
        return values;
    }

    private static <T> long[] longs(Collection<T> rows, ToLongFunction<T> column) {
        long[] values = new long[rows.size()];
        int next = 0;
        for (T row : rows) {
            values[next++] = column.applyAsLong(row);
        }
        return values;
    }
}
