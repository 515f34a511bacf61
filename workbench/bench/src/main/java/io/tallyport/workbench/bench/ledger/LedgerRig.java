package io.tallyport.workbench.bench.ledger;

import io.tallyport.database.DatabaseException;
import io.tallyport.database.Session;
import io.tallyport.proof.Verification;
import io.tallyport.workbench.bench.gateway.BenchGateway;
import io.tallyport.workbench.bench.process.ProcessCost;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;

/** The gateway, which settles what it is told to, and its books. */
public final class LedgerRig implements AutoCloseable {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int FILL_SECONDS = 60;
    private static final double MICROS_PER_SECOND = 1e6;
    private static final String BOOKS = """
            SELECT (SELECT count(*) FROM usage_event),
                   (SELECT count(*) FROM ledger_tx WHERE kind = 'P4'),
                   (SELECT coalesce(sum(debit_nano), 0) FROM usage_event),
                   (SELECT coalesce(sum(e.amount), 0) FROM ledger_entry e
                    JOIN ledger_account a ON a.id = e.credit_account AND a.class = 'X.USE'),
                   (SELECT coalesce(sum(amount), 0) FROM lot_consumption),
                   (SELECT coalesce(sum(debit_nano), 0) FROM spend_bucket),
                   (SELECT count(*) FROM wallet w WHERE posted_p + posted_b <>
                    (SELECT sum(remaining_nano) FROM credit_lot l WHERE l.wallet_id = w.id)),
                   (SELECT count(*) FROM (SELECT t.created_at < lag(t.created_at) OVER (PARTITION BY e.wallet_id ORDER BY e.seq)
                    FROM ledger_entry e JOIN ledger_tx t ON t.id = e.tx_id) later (back) WHERE back)
            """;

    private final BenchGateway gateway;
    private long settled;

    private LedgerRig(BenchGateway gateway) {
        this.gateway = gateway;
    }

    /** @param proofs whether the gateway proves its books meanwhile, as it does every five minutes */
    static LedgerRig start(BenchGateway.Parts parts, boolean profile, boolean proofs) {
        Map<String, String> settings = proofs ? Map.of() : Map.of("TALLYPORT_PROOF_EVERY", "PT24H");
        return new LedgerRig(BenchGateway.start(parts, profile, settings));
    }

    long gatewayPid() {
        return gateway.gatewayPid();
    }

    /** @param rate settlements a second; 0: as many as go */
    LedgerRow settle(String load, int organisations, int seconds, int rate, int atOnce) {
        return settle(load, organisations, seconds, Long.MAX_VALUE, rate, atOnce);
    }

    /** As fast as it goes until the time is up or so many are settled. */
    LedgerRow settleAtMost(String load, int organisations, int seconds, long most, int atOnce) {
        return settle(load, organisations, seconds, most, 0, atOnce);
    }

    private LedgerRow settle(String load, int organisations, int seconds, long most, int rate, int atOnce) {
        double serverBefore = ProcessCost.cpuSeconds(gateway.gatewayPid());
        double databaseBefore = ProcessCost.cpuSeconds(gateway.postgres().pid());
        long[] figures = ask(organisations, seconds, most, rate, atOnce);
        double perSettlement = MICROS_PER_SECOND / Math.max(1, figures[0]);
        return new LedgerRow(
                load,
                figures[0] * NANOS_PER_SECOND / figures[2],
                figures[3] / NANOS_PER_MILLI,
                figures[4] / NANOS_PER_MILLI,
                figures[5] / NANOS_PER_MILLI,
                figures[1],
                (ProcessCost.cpuSeconds(gateway.gatewayPid()) - serverBefore) * perSettlement,
                (ProcessCost.cpuSeconds(gateway.postgres().pid()) - databaseBefore) * perSettlement);
    }

    /** Settles until so many entries are on the books; a minute in each request, so that none is taken for idle. */
    void fill(long entries, int organisations, int atOnce) {
        long there = number("SELECT count(*) FROM ledger_entry");
        while (there < entries) {
            ask(organisations, FILL_SECONDS, entries - there, 0, atOnce);
            there = number("SELECT count(*) FROM ledger_entry");
            System.out.println(String.format(Locale.ROOT, "tallyport bench: %,d of %,d entries", there, entries));
        }
    }

    /** Begins to prove all of the books, as the gateway does at night, until it is done or closed. */
    Connection prove() throws SQLException {
        Connection connection = gateway.postgres().connectAsOwner();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                new Verification(Session.over(connection)).full(finding -> {});
            } catch (DatabaseException e) {
                // it was closed
            }
        });
        return connection;
    }

    /** What loads at full speed left in memory, so that the next one does not wait for the disk on their account. */
    void writeOut() {
        try (Connection connection = gateway.postgres().connectAsSuperuser();
                Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As autovacuum would have done by then. */
    void analyse() {
        try (Connection connection = gateway.postgres().connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether all that was acknowledged is on the books, once, in every table alike. */
    String books() {
        try (Connection connection = gateway.postgres().connectAsOwner();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(BOOKS)) {
            row.next();
            boolean right = row.getLong(1) == settled
                    && row.getLong(2) == settled
                    && row.getBigDecimal(3).equals(row.getBigDecimal(4))
                    && row.getBigDecimal(3).equals(row.getBigDecimal(5))
                    && row.getBigDecimal(3).equals(row.getBigDecimal(6))
                    && row.getLong(7) == 0
                    && row.getLong(8) == 0;
            return "%s: %d acknowledged, %d usage rows, %d P4, debits %s, entries %s, lots %s, buckets %s, wallets off %d, out of order %d"
                    .formatted(
                            right ? "right" : "WRONG",
                            settled,
                            row.getLong(1),
                            row.getLong(2),
                            row.getBigDecimal(3),
                            row.getBigDecimal(4),
                            row.getBigDecimal(5),
                            row.getBigDecimal(6),
                            row.getLong(7),
                            row.getLong(8));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long number(String query) {
        try (Connection connection = gateway.postgres().connectAsOwner();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long[] ask(int organisations, long seconds, long most, int rate, int atOnce) {
        long[] figures = gateway.ask("/bench/settle?organisations=%d&seconds=%d&most=%d&rate=%d&atOnce=%d"
                .formatted(organisations, seconds, most, rate, atOnce));
        settled += figures[0];
        return figures;
    }

    @Override
    public void close() {
        gateway.close();
    }
}
