package io.tallyport.workbench.launcher.postgres;

import io.tallyport.workbench.launcher.machine.CannotStart;
import io.tallyport.workbench.launcher.machine.Child;
import io.tallyport.workbench.launcher.machine.Folders;
import io.tallyport.workbench.launcher.machine.PrivateFiles;
import io.tallyport.workbench.launcher.machine.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL's data folder: made by initdb, opened by the postmaster, freed of one that outlived its launcher. */
final class PostgresCluster {
    static final String SUPERUSER = "postgres";

    /** Safe defaults stay (fsync, synchronous commit); the rest is for latency in little memory. */
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=100",
            "shared_buffers=128MB",
            "fsync=on",
            "synchronous_commit=on",
            "wal_buffers=16MB",
            "max_wal_size=2GB",
            // a new segment is not written full of zeros first, which stops every commit for 50 ms
            "wal_init_zero=off",
            "checkpoint_timeout=15min",
            // a statement of a gateway that was killed ends, even while it waits for a lock
            "client_connection_check_interval=500ms",
            "jit=off",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_min_error_statement=panic");

    private static final int WITH_BUILT_IN_LOCALES = 17;

    private final Path data;
    private final Secrets secrets;

    PostgresCluster(Path data, Secrets secrets) {
        this.data = data;
        this.secrets = secrets;
    }

    String superuserPassword() {
        return secrets.get(SUPERUSER);
    }

    /** A copy that follows another one: it is read-only, its roles come from there. */
    boolean isStandby() {
        return Files.exists(data.resolve("standby.signal"));
    }

    void createUnlessThere() {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        Folders.delete(data);
        Path draft = data.resolveSibling("data.new");
        Folders.delete(draft);
        initialise(draft);
        try {
            Files.move(draft, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> startCommand(int port) {
        List<String> command = new ArrayList<>(List.of(program("postgres"), "-D", data.toString(), "-p", "" + port));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        return Unprivileged.here().command(command.stream());
    }

    /** A postmaster of a launcher that was killed still holds the folder: its pid file names it and its start. */
    static boolean stopOrphan(Path data) {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return false;
        }
        try {
            List<String> lines = Files.readAllLines(pidFile);
            long pid = Long.parseLong(lines.get(0).strip());
            long startedAt = Long.parseLong(lines.get(2).strip()) * 1_000;
            return new Child.Identity(pid, startedAt).stop("INT", Duration.ofSeconds(20));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    private void initialise(Path folder) {
        Path password = folder.resolveSibling("initial-password");
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            PrivateFiles.write(password, superuserPassword());
            Unprivileged.here().own(folder);
            Unprivileged.here().own(password);
            Process initdb = new ProcessBuilder(initCommand(folder, password))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (initdb.waitFor() != 0) {
                throw new CannotStart("PostgreSQL cannot make its data folder %s:\n%s".formatted(data, output.strip()));
            }
            Files.delete(password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted while making PostgreSQL's data folder.", e);
        }
    }

    private static List<String> initCommand(Path folder, Path password) {
        List<String> command = new ArrayList<>(List.of(
                program("initdb"),
                "--pgdata=" + folder,
                "--username=" + SUPERUSER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale",
                "--no-instructions"));
        if (PostgresBinaries.version() >= WITH_BUILT_IN_LOCALES) {
            command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        }
        return Unprivileged.here().command(command.stream());
    }

    private static String program(String name) {
        return PostgresBinaries.home().resolve("bin").resolve(name).toString();
    }
}
