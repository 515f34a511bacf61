package io.tallyport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.BedFolders;
import io.tallyport.bed.books.Books;
import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.bed.ledger.Receipts;
import io.tallyport.document.Document;
import io.tallyport.document.DocumentFile.Kind;
import io.tallyport.document.Documents;
import io.tallyport.document.Numbering;
import io.tallyport.workbench.launcher.postgres.Postgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Another PostgreSQL in place of the one that was lost: from a base backup and its log (L54), and a synchronous replica
 * (L36). What was acknowledged is on its books, and the books prove.
 */
class RestoreIT {
    private static final int CALLERS = 8;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Bed bed = Bed.rough();
    private final Postgres primary = bed.testBed().postgres();

    @AfterEach
    void asItWas() throws Exception {
        if (!primary.isRunning()) {
            // its commits would wait for a replica that has gone its own way
            Path settings = primary.logFile().resolveSibling("data/postgresql.auto.conf");
            Files.write(
                    settings,
                    Files.readAllLines(settings).stream()
                            .filter(line -> !line.startsWith("synchronous_standby_names"))
                            .toList());
            primary.start();
        }
        superuser("ALTER SYSTEM RESET ALL");
        superuser("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE NOT active");
        primary.restart();
        bed.testBed().server().awaitReady("/v1/health/ready", LONG);
    }

    @Test
    @DisplayName("L54: a restored backup and its log")
    void aRestoredBackupAndItsLogHoldEveryFinishedCallAndProve() throws Exception {
        Path log = BedFolders.fresh("log");
        Files.createDirectories(log);
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rwxrwxrwx"));
        superuser("ALTER SYSTEM SET archive_mode = 'on'");
        superuser("ALTER SYSTEM SET archive_command = 'cp %p " + log + "/%f'");
        primary.restart();
        bed.testBed().server().awaitReady("/v1/health/ready", LONG);
        Load load = Load.start(bed, List.of(bed.customer(), bed.customer()), CALLERS);
        BareLedger ledger = BareLedger.beside(bed);
        Receipts receipts = new Receipts(ledger, "RESTORED");
        List<Document> issued = new ArrayList<>();
        BaseBackup backup;
        try (load) {
            awaitCalls(load, 30);
            bed.books().seal();
            issued.add(issue(ledger, receipts));
            backup = BaseBackup.of(primary, BedFolders.fresh("restored"));
            issued.add(issue(ledger, receipts));
            awaitCalls(load, load.finished().size() + 30);
            bed.books().seal();
        }
        String last = bed.books()
                .list("SELECT pg_walfile_name(pg_current_wal_lsn())", row -> row.getString(1))
                .getFirst();
        superuser("SELECT pg_switch_wal()");
        Await.until("the log is kept", LONG, () -> Files.exists(log.resolve(last)));

        try (Postgres restored = backup.with(
                        "archive_mode = 'off'",
                        "hot_standby = 'off'",
                        "restore_command = 'cp " + log + "/%f %p'",
                        "recovery_target_action = 'promote'")
                .signal("recovery.signal")
                .open()) {
            assertDocumentsGoOn(BareLedger.on(restored), receipts, issued);
            assertHoldsAndProves(restored, load.finished());
            assertGoesOn(restored);
        }
    }

    private static Document issue(BareLedger ledger, Receipts receipts) {
        Document issued = ledger.bean(Numbering.class).issue(receipts.draft());
        ledger.bean(Documents.class).store(issued, Kind.PDF, issued.number().getBytes(StandardCharsets.UTF_8));
        return issued;
    }

    /** Their files are there, byte by byte, and the next number is the next. */
    private static void assertDocumentsGoOn(BareLedger restored, Receipts receipts, List<Document> issued) {
        for (Document document : issued) {
            assertThat(restored.bean(Documents.class)
                            .file(document, Kind.PDF)
                            .orElseThrow()
                            .bytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(document.number());
        }
        assertThat(issue(restored, receipts.on(restored)).number()).endsWith("-00000" + (issued.size() + 1));
    }

    /** What is posted there next follows what was restored. */
    private void assertGoesOn(Postgres restored) {
        Books books = Books.of(restored);
        long last = books.number("SELECT max(seq) FROM ledger_entry");
        books.grant(bed.granted().walletId(), 1);
        assertThat(books.number("SELECT max(seq) FROM ledger_entry")).isGreaterThan(last);
        books.assertConsistent();
    }

    @Test
    @DisplayName("L36: failover to a synchronous replica")
    void aSynchronousReplicaHasEveryFinishedCallAfterThePrimaryWasKilled() throws Exception {
        superuser("SELECT pg_create_physical_replication_slot('standby', true)");
        BaseBackup backup = BaseBackup.of(primary, BedFolders.fresh("standby"));
        try (Postgres standby = backup.with(
                        "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres password=%s application_name=standby'"
                                .formatted(primary.port(), password()),
                        "primary_slot_name = 'standby'")
                .signal("standby.signal")
                .open()) {
            superuser("ALTER SYSTEM SET synchronous_standby_names = 'standby'");
            superuser("SELECT pg_reload_conf()");
            Await.until("the replica is synchronous", LONG, () -> isSynchronous());
            Load load = Load.start(bed, List.of(bed.customer(), bed.customer()), CALLERS);
            try (load) {
                awaitCalls(load, 30);
                bed.books().seal();
                awaitCalls(load, load.finished().size() + 30);
                standby.stop();
                Await.pause(1_000);
                int answered = load.finished().size();
                Await.pause(2_000);
                assertThat(load.finished())
                        .as("calls answered while the replica could not have them")
                        .hasSize(answered);
                primary.kill();
                standby.start();
            }
            try (Connection connection = standby.connectAsSuperuser();
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_promote()");
            }
            assertHoldsAndProves(standby, load.finished());
        }
    }

    private static void awaitCalls(Load load, int count) {
        Await.until("calls finish", LONG, () -> load.finished().size() > count);
    }

    /** Every database has its own copy of the same calls. */
    private static void assertHoldsAndProves(Postgres postgres, Map<UUID, String> finished) throws SQLException {
        Books books = Books.of(postgres);
        Set<UUID> charged = books.debits(finished.keySet()).keySet();
        assertThat(charged).as("finished calls on the other database's books").isEqualTo(finished.keySet());
        assertThat(books.number("SELECT count(*) FROM chain_checkpoint")).isPositive();
        books.assertConsistent();
    }

    /** Whoever is no superuser sees no state there. */
    private boolean isSynchronous() {
        try (Connection connection = primary.connectAsSuperuser();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")) {
            return row.next() && row.getInt(1) == 1;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String password() throws Exception {
        return Files.readAllLines(primary.logFile().resolveSibling("secrets.properties")).stream()
                .filter(line -> line.startsWith("postgres="))
                .map(line -> line.substring("postgres=".length()))
                .findFirst()
                .orElseThrow();
    }

    private void superuser(String statement) throws SQLException {
        try (Connection connection = primary.connectAsSuperuser();
                Statement execution = connection.createStatement()) {
            execution.execute(statement);
        }
    }
}
