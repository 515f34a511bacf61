package io.tallyport.workbench.launcher.postgres;

import io.tallyport.workbench.launcher.machine.CannotStart;
import io.tallyport.workbench.launcher.machine.Child;
import io.tallyport.workbench.launcher.machine.Pause;
import io.tallyport.workbench.launcher.machine.Ports;
import io.tallyport.workbench.launcher.machine.PrivateFiles;
import io.tallyport.workbench.launcher.machine.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL 18 on loopback over a data folder that survives restarts, crashes and our own end. The owner role
 * makes the tables (migrations), the application role gets only what they grant. Passwords are made once per folder.
 */
public final class Postgres implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final PostgresCluster cluster;
    private final Secrets secrets;
    private int port;
    private @Nullable Child process;
    private boolean closed;

    private Postgres(Path folder, OptionalInt port) {
        PrivateFiles.createFolder(folder);
        this.folder = folder.toAbsolutePath().normalize();
        this.secrets = Secrets.in(this.folder);
        this.cluster = new PostgresCluster(this.folder.resolve("data"), secrets);
        this.port = port.orElse(0);
    }

    /** Over this folder, on the port of last time if it is still free, else on any. */
    public static Postgres in(Path folder) {
        return new Postgres(folder, OptionalInt.empty());
    }

    public static Postgres in(Path folder, int port) {
        return new Postgres(folder, OptionalInt.of(port));
    }

    public synchronized Postgres start() {
        if (isRunning()) {
            return this;
        }
        if (closed) {
            throw new CannotStart("Stopped while starting.");
        }
        stopOrphan(folder);
        cluster.createUnlessThere();
        choosePort();
        process = Child.start(cluster.startCommand(port), Map.of(), folder, logFile());
        awaitReady(process);
        if (!cluster.isStandby()) {
            PostgresRoles.ensure(this::connectAsSuperuser, secrets);
        }
        return this;
    }

    /** As the application role, to the one that another process runs over this folder. */
    public static Connection connectToRunning(Path folder) throws SQLException {
        if (!Files.exists(folder.resolve("data/postmaster.pid"))) {
            throw new CannotStart("No PostgreSQL runs over %s: start it with ./tallyport run.".formatted(folder));
        }
        int port = Integer.parseInt(Secrets.in(folder).get("port", () -> "0"));
        return new Postgres(folder, OptionalInt.of(port)).connectAsApplication();
    }

    /** Ends sessions, writes everything, stops. */
    public synchronized void stop() {
        Child running = process;
        if (running == null) {
            return;
        }
        if (!running.stop("INT", Duration.ofSeconds(20))) {
            running.kill();
        }
        process = null;
    }

    /** {@code kill -9} of every process, as a power cut would. */
    public synchronized void kill() {
        Child running = process;
        if (running == null) {
            return;
        }
        running.kill();
        process = null;
    }

    /** Stops and starts on the same port. */
    public synchronized Postgres restart() {
        stop();
        return start();
    }

    /** Stops for good. */
    @Override
    public synchronized void close() {
        closed = true;
        stop();
    }

    /** Whether there was one that outlived its launcher. */
    public static boolean stopOrphan(Path folder) {
        return PostgresCluster.stopOrphan(folder.resolve("data"));
    }

    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    public int port() {
        return port;
    }

    /** The postmaster's process number. */
    public synchronized long pid() {
        if (process == null) {
            throw new IllegalStateException("PostgreSQL is not running");
        }
        return process.pid();
    }

    public Path logFile() {
        return folder.resolve("postgresql.log");
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, PostgresRoles.DATABASE);
    }

    public String ownerUser() {
        return PostgresRoles.OWNER;
    }

    public String ownerPassword() {
        return secrets.get(PostgresRoles.OWNER);
    }

    public String applicationUser() {
        return PostgresRoles.APPLICATION;
    }

    public String applicationPassword() {
        return secrets.get(PostgresRoles.APPLICATION);
    }

    public Connection connectAsOwner() throws SQLException {
        return connect(PostgresRoles.DATABASE, ownerUser(), ownerPassword());
    }

    public Connection connectAsApplication() throws SQLException {
        return connect(PostgresRoles.DATABASE, applicationUser(), applicationPassword());
    }

    /** For what neither role may do: backups, and showing that even this one leaves traces. */
    public Connection connectAsSuperuser() throws SQLException {
        return connectAsSuperuser(PostgresRoles.DATABASE);
    }

    /** What the gateway's two datasources read. */
    public Map<String, String> environment() {
        return Map.of(
                "TALLYPORT_DB_URL", jdbcUrl(),
                "TALLYPORT_DB_USER", applicationUser(),
                "TALLYPORT_DB_PASSWORD", applicationPassword(),
                "TALLYPORT_DB_OWNER_USER", ownerUser(),
                "TALLYPORT_DB_OWNER_PASSWORD", ownerPassword());
    }

    private Connection connectAsSuperuser(String database) throws SQLException {
        return connect(database, PostgresCluster.SUPERUSER, cluster.superuserPassword());
    }

    private Connection connect(String database, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), properties);
    }

    private void choosePort() {
        if (port != 0) {
            if (!Ports.isFree(port)) {
                throw new CannotStart("Port %d, wanted for PostgreSQL, is taken.".formatted(port));
            }
            return;
        }
        String last = secrets.get("port", () -> "0");
        port = Ports.freeOr(OptionalInt.of(Integer.parseInt(last)).stream()
                .filter(known -> known != 0)
                .findFirst());
        secrets.put("port", String.valueOf(port));
    }

    private void awaitReady(Child started) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (!started.isAlive()) {
                throw new CannotStart("PostgreSQL ended at once:\n" + lastLines());
            }
            try (Connection connection = connectAsSuperuser("postgres")) {
                if (connection.isValid(5)) {
                    return;
                }
            } catch (SQLException notYet) {
                Pause.millis(40);
            }
        }
        throw new CannotStart(
                "PostgreSQL did not answer within %d s:\n%s".formatted(PATIENCE.toSeconds(), lastLines()));
    }

    private String lastLines() {
        try (Stream<String> lines = Files.lines(logFile())) {
            return String.join(
                    "\n", lines.toList().reversed().stream().limit(8).toList().reversed());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
