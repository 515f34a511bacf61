package io.tallyport.tier;

import io.tallyport.database.Database;
import io.tallyport.database.Database.ArrayOf;
import io.tallyport.tier.Announcements.Announcement;
import io.tallyport.tier.WalletTerms.HourSpend;
import io.tallyport.tier.WalletTerms.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class TierStore {
    /** Sums and version are of one snapshot. */
    private static final String SPEND = """
            SELECT w.id, w.version, extract(epoch FROM b.hour)::bigint / 3600 AS hour, b.debit_nano
            FROM wallet w LEFT JOIN spend_bucket b ON b.wallet_id = w.id AND b.hour >= (
                SELECT date_trunc('hour', clock_timestamp(), 'UTC') - ? * interval '1 hour')
            WHERE w.id = ANY (?)
            """;

    @Inject
    private Database database;

    private record Row(
            long walletId, long version, @Nullable HourSpend hour) {}

    Ladder ladder() {
        return new Ladder(database.list(
                "SELECT * FROM tier",
                row -> new Tier(
                        row.getString("name"),
                        row.getLong("from_spend_nano"),
                        row.getInt("multiplier_ppm"),
                        row.getInt("requests_per_minute"),
                        row.getInt("recommended_concurrency"))));
    }

    /** The sums of the running hour and of so many before it; wallets that do not exist are left out. */
    List<Reading> spend(Collection<Long> walletIds, int fullHours) {
        List<Row> rows = database.list(SPEND, TierStore::row, fullHours, new ArrayOf("bigint", walletIds.toArray()));
        List<Reading> readings = new ArrayList<>();
        rows.stream().collect(Collectors.groupingBy(Row::walletId)).forEach((id, ofWallet) -> {
            List<HourSpend> hours = new ArrayList<>();
            ofWallet.forEach(row -> {
                if (row.hour() != null) {
                    hours.add(row.hour());
                }
            });
            readings.add(new Reading(id, ofWallet.getFirst().version(), fullHours == SpendWindow.FULL_HOURS, hours));
        });
        return readings;
    }

    /** Versions of wallets: one that rose is worth reading. */
    Map<Long, Long> versions(Collection<Long> walletIds) {
        Map<Long, Long> versions = new HashMap<>();
        database.list(
                "SELECT id, version FROM wallet WHERE id = ANY (?)",
                row -> versions.put(row.getLong(1), row.getLong(2)),
                new ArrayOf("bigint", walletIds.toArray()));
        return versions;
    }

    void announce(List<Announcement> news) {
        Object[] payloads = news.stream().map(Announcement::payload).toArray();
        database.list(
                "SELECT pg_notify(?, payload) FROM unnest(?) payload",
                row -> true,
                TierNews.CHANNEL,
                new ArrayOf("text", payloads));
    }

    private static Row row(ResultSet row) throws SQLException {
        long hour = row.getLong("hour");
        @Nullable HourSpend spend = row.wasNull() ? null : new HourSpend(hour, row.getLong("debit_nano"));
        return new Row(row.getLong("id"), row.getLong("version"), spend);
    }
}
