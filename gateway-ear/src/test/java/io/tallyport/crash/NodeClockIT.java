package io.tallyport.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.Torture;
import io.tallyport.workbench.launcher.server.WildFlyServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes whose clocks are ten minutes wrong, to either side, and are set while they run: the database's clock alone
 * says when a thing was. {@code clock.c} sets them; it needs a C compiler.
 */
class NodeClockIT {
    private static final String CLOCK_FILE = "clock";
    private static final int TEN_MINUTES = 600;
    private static final Duration LEASE_LIFE = Duration.ofSeconds(10);
    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private static Bed bed;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, InterruptedException {
        Path library = folder.resolve("clock.so");
        assumeTrue(compile(library), "there is no C compiler (cc)");
        bed = Bed.start("clocks", 2, Map.of("LD_PRELOAD", library.toString()));
    }

    private static boolean compile(Path library) throws IOException, InterruptedException {
        Path source = Bed.root().resolve("gateway-ear/src/test/resources/clock/clock.c");
        try {
            return new ProcessBuilder("cc", "-O2", "-shared", "-fPIC", "-o", library.toString(), source.toString())
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @AfterAll
    static void stop() {
        if (bed != null) {
            bed.close();
        }
    }

    @Test
    @Tag("torture")
    @DisplayName(
            "L40, L41: node clocks 10 minutes off and stepping back: order, expiry, prices, leases and tier window unaffected")
    void onlyTheDatabasesClockCounts() {
        Torture.rounds("node-clocks", 2, 20, random -> {
            callsAreOrderedByTheDatabase(random.nextBoolean() ? TEN_MINUTES : -TEN_MINUTES);
            keysExpireByTheDatabase();
            pricesHoldByTheDatabase();
        });
    }

    /** Both clocks are set, one forward and one back, while calls run on both. */
    private void callsAreOrderedByTheDatabase(int offset) throws IOException {
        Customer customer = bed.customer();
        Instant before = databaseNow();
        Load load = Load.start(bed, List.of(customer), 4);
        try (load) {
            awaitCalls(load, 10);
            set(bed.nodes().get(0), offset);
            set(bed.nodes().get(1), -offset);
            awaitCalls(load, load.finished().size() + 20);
        }
        assertThat(load.refused()).isEmpty();
        assertThat(load.broken()).isZero();
        Instant after = databaseNow();

        List<Instant> onTheBooks = bed.books()
                .list(
                        "SELECT t.created_at FROM ledger_entry e JOIN ledger_tx t ON t.id = e.tx_id WHERE e.wallet_id = ?"
                                + " AND t.kind = 'P4' ORDER BY e.seq",
                        row -> row.getTimestamp(1).toInstant(),
                        customer.walletId());
        assertThat(onTheBooks)
                .hasSameSizeAs(load.finished().keySet())
                .isSorted()
                .allSatisfy(at -> assertThat(at).isBetween(before, after));
        assertThat(bed.books()
                        .list(
                                "SELECT hour FROM spend_bucket WHERE wallet_id = ?",
                                row -> row.getTimestamp(1).toInstant(),
                                customer.walletId()))
                .allSatisfy(hour -> assertThat(Duration.between(hour, after))
                        .isBetween(Duration.ZERO, Duration.ofHours(1).plusMinutes(1)));
        Await.until(
                "idle leases go back",
                LEASE_LIFE.multipliedBy(2),
                () -> bed.books().number("SELECT leased FROM wallet WHERE id = ?", customer.walletId()) == 0);
        assertThat(bed.books()
                        .number(
                                "SELECT count(*) FROM credit_lease WHERE wallet_id = ? AND state = 'EXPIRED'",
                                customer.walletId()))
                .as("leases taken for dead")
                .isZero();
        bed.books().assertConsistent();
    }

    private static void awaitCalls(Load load, int count) {
        Await.until(
                "calls finish", Duration.ofSeconds(60), () -> load.finished().size() > count);
    }

    private void keysExpireByTheDatabase() {
        Customer later = bed.customer();
        Customer over = bed.customer();
        expire(later, "5 minutes");
        expire(over, "-5 seconds");
        for (WildFlyServer node : bed.nodes()) {
            assertThat(bed.chat(node, later, BODY).send().status()).isEqualTo(200);
            assertThat(bed.chat(node, over, BODY).send().status()).isEqualTo(401);
        }
    }

    /** The row of now, between one of five minutes ago and one of in five minutes. */
    private void pricesHoldByTheDatabase() {
        String model = "clock-" + UUID.randomUUID();
        bed.books().update("""
                INSERT INTO model (id, provider, kind, api, status, context_window, listed_since)
                VALUES (?, 'openai', 'chat', 'chat', 'listed', 1000, now())
                """, model);
        bed.books().update("""
                INSERT INTO price (model_id, effective_from, effective_to, input_nanos_per_million,
                    output_nanos_per_million, source)
                SELECT ?, now() + begins, now() + ends, price, price, 'test' FROM (VALUES
                    (interval '-20 minutes', interval '-5 minutes', 1000000000),
                    (interval '-5 minutes', interval '5 minutes', 2000000000),
                    (interval '5 minutes', NULL, 3000000000)) row (begins, ends, price)
                """, model);
        bed.books()
                .update(
                        "INSERT INTO model_opening (model_id, open, actor, margin_shown) VALUES (?, true, 'a', 'm')",
                        model);
        Customer customer = bed.customer();
        for (WildFlyServer node : bed.nodes()) {
            Await.until(
                    "the model is open",
                    Duration.ofSeconds(30),
                    () -> bed.chat(node, customer, BODY.replace("gpt-4o-mini", model))
                                    .send()
                                    .status()
                            == 200);
        }
        assertThat(bed.books()
                        .list(
                                "SELECT input_nanos_per_million FROM usage_event JOIN price ON price.id = price_id WHERE wallet_id = ?",
                                row -> row.getLong(1),
                                customer.walletId()))
                .containsExactly(2_000_000_000L, 2_000_000_000L);
    }

    private void expire(Customer customer, String in) {
        bed.books()
                .update(
                        "UPDATE api_key SET expires_at = clock_timestamp() + ?::interval WHERE organisation_id = ?",
                        in,
                        customer.walletId());
    }

    /** Sets a node's clock; returns once it shows it. */
    private static void set(WildFlyServer node, int seconds) throws IOException {
        Path base = node.logFile().getParent().getParent();
        Files.writeString(base.resolve(CLOCK_FILE), "%+d".formatted(seconds));
        Await.until("the node's clock is set", Duration.ofSeconds(20), () -> {
            long off = Duration.between(Instant.now(), clockOf(node)).toSeconds();
            return Math.abs(off - seconds) < 10;
        });
    }

    private static Instant clockOf(WildFlyServer node) {
        try {
            String date = URI.create(node.url() + "/v1/health/ready")
                    .toURL()
                    .openConnection()
                    .getHeaderField("Date");
            return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant databaseNow() {
        return bed.books()
                .list("SELECT clock_timestamp()", row -> row.getTimestamp(1).toInstant())
                .getFirst();
    }
}
