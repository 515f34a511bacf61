package io.tallyport.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.bed.Await;
import io.tallyport.bed.Torture;
import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.bed.ledger.Receipts;
import io.tallyport.database.Database;
import io.tallyport.error.GatewayException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of documents: without gaps, in the order of days, and never twice, whatever breaks. */
class NumberingIT {
    private static final AtomicInteger SELLERS = new AtomicInteger();

    private final BareLedger ledger = BareLedger.get();
    private final Numbering numbering = ledger.bean(Numbering.class);
    private final Receipts receipts = new Receipts(ledger, "N" + SELLERS.incrementAndGet());

    /** Rolls back what it was told to, after all of it was done. */
    @Stateless
    public static class Breaking {
        @Inject
        private Numbering numbering;

        public void issueAndBreak(Draft draft) {
            numbering.issue(draft);
            throw new IllegalStateException("for a test");
        }
    }

    /** Makes the database's clock say something else within one transaction: a function that is found before the real one. */
    @Stateless
    public static class AtMoment {
        @Inject
        private Numbering numbering;

        @Inject
        private Database database;

        public Document issue(Draft draft, String moment) {
            database.list(
                    "SELECT set_config('test.now', ?, true), set_config('search_path', 'other_time, pg_catalog, public', true)",
                    row -> true,
                    moment);
            return numbering.issue(draft);
        }
    }

    @Test
    @DisplayName("numbers go on by one, with the seller's code, the type's letter and the year")
    void numbersGoOn() {
        int year = year("Europe/Berlin");
        assertThat(numbering.issue(receipts.draft()).number()).isEqualTo(receipts.code + "R-" + year + "-000001");
        Draft second = receipts.draft();
        assertThat(numbering.issue(second).number()).isEqualTo(receipts.code + "R-" + year + "-000002");
        assertThat(numbering.issue(second).number())
                .as("asked for again, it is the same")
                .isEqualTo(receipts.code + "R-" + year + "-000002");
        assertThat(ledger.number("SELECT next_no FROM document_series WHERE seller_id = ?", receipts.sellerId))
                .isEqualTo(3);
    }

    @Test
    @DisplayName("a series that began elsewhere goes on at an imported number, once")
    void aStartIsImportedOnce() {
        int year = year("Europe/Berlin");
        numbering.begin(receipts.sellerId, receipts.code, DocumentType.RECEIPT, year, 4711);
        assertThat(numbering.issue(receipts.draft()).number()).endsWith("-004711");
        assertThatThrownBy(() -> numbering.begin(receipts.sellerId, receipts.code, DocumentType.RECEIPT, year, 9))
                .isInstanceOf(GatewayException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,      2027-12-31T22:59:59Z, 2027-12-31, 2027-12-31T23:00:00Z, 2028-01-01",
        "Pacific/Auckland,   2027-12-31T10:59:59Z, 2027-12-31, 2027-12-31T11:00:00Z, 2028-01-01",
        "America/New_York,   2028-01-01T04:59:59Z, 2027-12-31, 2028-01-01T05:00:00Z, 2028-01-01"
    })
    @DisplayName("L42: a year's series ends at the seller's midnight, and the next begins at 1")
    void aYearEndsAtTheSellersMidnight(String zone, String before, String lastDay, String after, String firstDay)
            throws SQLException {
        otherTime();
        AtMoment at = ledger.bean(AtMoment.class);
        at.issue(receipts.draft(receipts.order(), zone), "2027-11-05T12:00:00Z");
        Document last = at.issue(receipts.draft(receipts.order(), zone), before);
        Document first = at.issue(receipts.draft(receipts.order(), zone), after);
        assertThat(last.number()).isEqualTo(receipts.code + "R-2027-000002");
        assertThat(last.issued()).isEqualTo(lastDay);
        assertThat(first.number()).isEqualTo(receipts.code + "R-2028-000001");
        assertThat(first.issued()).isEqualTo(firstDay);
    }

    @Test
    @DisplayName("L63: a clock that stepped back gives no number")
    void daysDoNotGoBack() throws SQLException {
        otherTime();
        AtMoment at = ledger.bean(AtMoment.class);
        at.issue(receipts.draft(), "2027-06-02T12:00:00Z");
        Draft late = receipts.draft();
        assertThatThrownBy(() -> at.issue(late, "2027-06-01T12:00:00Z")).hasStackTraceContaining("2027-06-02");
        assertThat(at.issue(late, "2027-06-02T12:00:00Z").number()).endsWith("-000002");
    }

    @Test
    @Tag("torture")
    @DisplayName("L63: two nodes, a tenth rolled back, PostgreSQL killed: no gap, no duplicate, days in order")
    void noGapWhateverBreaks() throws Exception {
        Torture.run("numbers", 400, 100_000, (size, seed) -> {
            BareLedger second = ledger.another();
            List<Long> orders = receipts.orders(size);
            List<Future<?>> nodes = new ArrayList<>();
            AtomicInteger done = new AtomicInteger();
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                for (int thread = 0; thread < 4; thread++) {
                    List<Long> own = every(orders, thread);
                    BareLedger node = thread % 2 == 0 ? ledger : second;
                    nodes.add(threads.submit(() -> own.forEach(order -> issue(node, order, done))));
                }
                Random random = new Random(seed);
                for (int kill = 0; kill < Math.max(1, size / 10_000); kill++) {
                    int from = size / Math.max(2, size / 10_000 + 1) * (kill + 1);
                    Await.until("numbers are given", java.time.Duration.ofMinutes(30), () -> done.get() >= from);
                    Await.pause(random.nextInt(50));
                    ledger.killDatabase();
                }
            }
            for (Future<?> node : nodes) {
                node.get();
            }
            assertWhole(size);
        });
    }

    private void issue(BareLedger node, long order, AtomicInteger done) {
        Draft draft = receipts.draft(order);
        while (true) {
            try {
                if (ThreadLocalRandom.current().nextInt(10) == 0) {
                    node.bean(Breaking.class).issueAndBreak(draft);
                }
                node.bean(Numbering.class).issue(draft);
                done.incrementAndGet();
                return;
            } catch (RuntimeException e) { // rolled back for the test, or by a database that was killed
                if (!String.valueOf(e.getCause()).contains("for a test")) {
                    Await.pause(20);
                }
            } catch (Exception e) {
                Await.pause(20);
            }
        }
    }

    private void assertWhole(int size) {
        assertThat(ledger.text("""
                SELECT concat_ws(' ', count(*), count(DISTINCT no), min(no), max(no),
                    count(*) FILTER (WHERE issue_date < before), (SELECT next_no FROM document_series WHERE seller_id = ?))
                FROM (SELECT *, lag(issue_date) OVER (ORDER BY no) AS before FROM document WHERE seller_id = ?) d
                """, receipts.sellerId, receipts.sellerId))
                .isEqualTo("%d %d 1 %d 0 %d".formatted(size, size, size, size + 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE document SET content = content",
                "DELETE FROM document",
                "TRUNCATE document CASCADE",
                "UPDATE document_file SET bytes = bytes",
                "DELETE FROM document_file",
                "DELETE FROM document_series",
                "UPDATE document_series SET next_no = next_no + 1",
                "UPDATE document_series SET next_no = next_no - 1",
                "UPDATE document_series SET last_date = last_date - 1"
            })
    @DisplayName("L50: what is issued stays, for either role, and a series neither jumps nor goes back")
    void issuedDocumentsStay(String change) throws SQLException {
        Document issued = numbering.issue(receipts.draft());
        ledger.bean(Documents.class).store(issued, DocumentFile.Kind.PDF, new byte[] {1});
        for (boolean owner : new boolean[] {false, true}) {
            try (Connection connection = owner ? ledger.asOwner() : ledger.asApplication();
                    Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute(change))
                        .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getSQLState())
                                .isEqualTo("42501"));
            }
        }
    }

    @Test
    @DisplayName("a file is stored once: of two the first stays; content and hash are read as they were written")
    void aFileIsStoredOnce() {
        Documents documents = ledger.bean(Documents.class);
        Document issued = numbering.issue(receipts.draft());
        documents.store(issued, DocumentFile.Kind.PDF, new byte[] {1, 2});
        documents.store(issued, DocumentFile.Kind.PDF, new byte[] {3});
        DocumentFile file = documents.file(issued, DocumentFile.Kind.PDF).orElseThrow();
        assertThat(file.bytes()).containsExactly(1, 2);
        assertThat(file.name()).isEqualTo(issued.number() + ".pdf");
        assertThat(documents.content(issued))
                .isEqualTo(Receipts.content(Objects.requireNonNull(issued.orderId()))
                        .numbered(issued.number(), issued.issued()));
        assertThat(documents.find(receipts.organisation, issued.id()))
                .get()
                .isEqualTo(new Document(
                        issued.id(),
                        receipts.organisation,
                        DocumentType.RECEIPT,
                        issued.number(),
                        issued.issued(),
                        issued.orderId(),
                        null,
                        null,
                        "EUR",
                        null,
                        null,
                        1_19L,
                        issued.sha256(),
                        java.util.Set.of(DocumentFile.Kind.PDF)));
        assertThat(documents.find(receipts.organisation + 1, issued.id())).isEmpty();
    }

    private void otherTime() throws SQLException {
        try (Connection connection = ledger.asOwner();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE SCHEMA IF NOT EXISTS other_time;
                    CREATE OR REPLACE FUNCTION other_time.clock_timestamp() RETURNS timestamptz LANGUAGE sql
                        AS 'SELECT current_setting(''test.now'')::timestamptz';
                    GRANT USAGE ON SCHEMA other_time TO PUBLIC
                    """);
        }
    }

    private int year(String zone) {
        return (int) ledger.number("SELECT extract(year FROM clock_timestamp() AT TIME ZONE ?)::bigint", zone);
    }

    private static List<Long> every(List<Long> all, int from) {
        List<Long> own = new ArrayList<>();
        for (int i = from; i < all.size(); i += 4) {
            own.add(all.get(i));
        }
        return own;
    }
}
