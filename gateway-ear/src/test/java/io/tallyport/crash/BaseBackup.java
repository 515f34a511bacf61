package io.tallyport.crash;

import io.tallyport.workbench.launcher.postgres.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/** A copy of a running database's files, taken as PostgreSQL's manual tells: nothing but its own functions is needed. */
final class BaseBackup {
    private static final Set<String> LEFT_EMPTY = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    /** The folder for {@link Postgres#in}: its roles are those of the source. */
    private final Path folder;

    private BaseBackup(Path folder) {
        this.folder = folder;
    }

    static BaseBackup of(Postgres source, Path target) {
        Path from = source.logFile().resolveSibling("data");
        Path to = target.resolve("data");
        try (Connection connection = source.connectAsSuperuser();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('of a test', true)");
            Files.createDirectories(target);
            Files.walkFileTree(from, new Copy(from, to));
            Files.createDirectories(to.resolve("pg_wal/archive_status"));
            own(from.resolve("pg_wal"), to.resolve("pg_wal"), to.resolve("pg_wal/archive_status"));
            try (ResultSet row = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                row.next();
                Files.writeString(to.resolve("backup_label"), row.getString(1));
            }
            Files.write(
                    target.resolve("secrets.properties"),
                    Files.readAllLines(source.logFile().resolveSibling("secrets.properties")).stream()
                            .filter(line -> !line.startsWith("port="))
                            .toList());
            own(from, to.resolve("backup_label"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new BaseBackup(target);
    }

    /** Settings with which the copy is opened, after those of its source. */
    BaseBackup with(String... settings) {
        append(folder.resolve("data/postgresql.auto.conf"), List.of(settings));
        return this;
    }

    /** An empty file by which PostgreSQL knows what to do with the copy. */
    BaseBackup signal(String name) {
        Path file = folder.resolve("data").resolve(name);
        append(file, List.of());
        try {
            own(folder.resolve("data"), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Postgres open() {
        return Postgres.in(folder).start();
    }

    private static void append(Path file, List<String> lines) {
        try {
            Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void own(Path like, Path... files) throws IOException {
        for (Path file : files) {
            Files.setOwner(file, Files.getOwner(like));
        }
    }

    private static final class Copy extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;

        Copy(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            Path relative = from.relativize(folder);
            if (relative.getNameCount() > 1
                    && LEFT_EMPTY.contains(relative.getName(0).toString())) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            Files.copy(folder, target(folder), StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Path relative = from.relativize(file);
            if (LEFT_EMPTY.contains(relative.getName(0).toString())
                    || relative.toString().startsWith("postmaster.")) {
                return FileVisitResult.CONTINUE;
            }
            try {
                Files.copy(file, target(file), StandardCopyOption.COPY_ATTRIBUTES);
            } catch (java.nio.file.NoSuchFileException gone) {
                // deleted meanwhile: the log of changes says so as well
                return FileVisitResult.CONTINUE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        private Path target(Path path) {
            return to.resolve(from.relativize(path).toString());
        }
    }
}
