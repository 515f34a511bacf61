package io.tallyport.workbench.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresTest {
    private Path folder;
    private Postgres postgres;

    @BeforeEach
    void start(@TempDir Path folder) {
        this.folder = folder;
        postgres = Postgres.in(folder).start();
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void aKillLosesNothingCommittedAndTheRestartKeepsThePort() throws SQLException {
        asOwner("CREATE TABLE kept (id int)");
        asOwner("INSERT INTO kept VALUES (1), (2)");
        int port = postgres.port();

        postgres.kill();
        assertThat(postgres.isRunning()).isFalse();
        postgres.start();

        assertThat(postgres.port()).isEqualTo(port);
        assertThat(count("kept")).isEqualTo(2);
    }

    @Test
    void aNewLauncherTakesOverTheFolderOfOneThatWasKilled() throws SQLException {
        asOwner("CREATE TABLE kept (id int)");
        long orphan = postgres.pid();

        try (Postgres heir = Postgres.in(folder).start()) {
            assertThat(heir.pid()).isNotEqualTo(orphan);
            assertThat(ProcessHandle.of(orphan)).isEmpty();
            assertThat(heir.ownerPassword()).isEqualTo(postgres.ownerPassword());
            try (Connection connection = heir.connectAsOwner();
                    Statement statement = connection.createStatement()) {
                assertThat(statement.execute("SELECT id FROM kept")).isTrue();
            }
        }
    }

    @Test
    void theApplicationRoleMakesNoTablesAndSeesOnlyWhatItIsGranted() throws SQLException {
        asOwner("CREATE TABLE books (id int)");
        try (Connection connection = postgres.connectAsApplication();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("CREATE TABLE mine (id int)"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("SELECT * FROM books"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void passwordsAreKeptInAFileOnlyItsOwnerReads() throws Exception {
        assertThat(Files.getPosixFilePermissions(folder.resolve("secrets.properties")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(postgres.logFile())).doesNotContain(postgres.ownerPassword());
    }

    private void asOwner(String sql) throws SQLException {
        try (Connection connection = postgres.connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int count(String table) throws SQLException {
        try (Connection connection = postgres.connectAsOwner();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM " + table)) {
            result.next();
            return result.getInt(1);
        }
    }
}
