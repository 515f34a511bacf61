package io.tallyport.workbench.bench.books;

import io.tallyport.workbench.bench.upstream.Upstream;
import io.tallyport.workbench.launcher.postgres.Postgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The gateway's books as they stand. Amounts in nano-credits.
 *
 * @param served by upstream account's name, out of the usage rows that were charged
 * @param debit sum of what the usage rows charge
 * @param rated the same, computed again here from their tokens, prices and factors
 * @param consumed what the ledger says was used, reversals taken off
 * @param wallets balance of all wallets
 */
public record Books(
        Map<String, Served> served, long transactions, long debit, long rated, long consumed, long wallets) {
    private static final String SERVED = """
            SELECT a.name, count(*),
                   sum(input_tokens + cache_write_5m_tokens + cache_write_1h_tokens + cache_read_tokens),
                   sum(output_tokens)
            FROM usage_event u JOIN upstream_account a ON a.id = u.upstream_account_id
            WHERE debit_nano > 0 GROUP BY a.name
            """;
    private static final String RATED = """
            SELECT coalesce(sum(div(
                (input_tokens::numeric * input_nanos_per_million
                 + cache_write_5m_tokens::numeric * coalesce(cache_write_5m_nanos_per_million, input_nanos_per_million)
                 + cache_write_1h_tokens::numeric * coalesce(cache_write_1h_nanos_per_million, input_nanos_per_million)
                 + cache_read_tokens::numeric * coalesce(cache_read_nanos_per_million, input_nanos_per_million)
                 + output_tokens::numeric * output_nanos_per_million) * base_ppm * tier_ppm,
                1000000000000000000)), 0)
            FROM usage_event JOIN price ON price.id = price_id
            """;
    private static final String CONSUMED = """
            SELECT coalesce(-sum(amount), 0) FROM account_entry e JOIN ledger_account a ON a.id = e.account_id
            WHERE a.class = 'X.USE'
            """;

    public static Books read(Postgres postgres) {
        try (Connection connection = postgres.connectAsOwner()) {
            return new Books(
                    served(connection),
                    number(connection, "SELECT count(*) FROM ledger_tx WHERE kind = 'P4'"),
                    number(connection, "SELECT coalesce(sum(debit_nano), 0) FROM usage_event"),
                    number(connection, RATED),
                    number(connection, CONSUMED),
                    number(connection, "SELECT coalesce(sum(posted_p + posted_b), 0) FROM wallet"));
        } catch (SQLException e) {
            throw new IllegalStateException("the books cannot be read", e);
        }
    }

    Served total() {
        return served.values().stream().reduce(Served.NOTHING, Served::plus);
    }

    Served simulated() {
        return served.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(Upstream.STATIC.accountName()))
                .map(Map.Entry::getValue)
                .reduce(Served.NOTHING, Served::plus);
    }

    private static Map<String, Served> served(Connection connection) throws SQLException {
        Map<String, Served> served = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(SERVED);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                served.put(rows.getString(1), new Served(rows.getLong(2), rows.getLong(3), rows.getLong(4)));
            }
        }
        return served;
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBigDecimal(1).longValueExact();
        }
    }
}
