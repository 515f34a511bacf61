package io.tallyport.workbench.launcher;

import io.tallyport.workbench.launcher.machine.CannotStart;
import io.tallyport.workbench.launcher.machine.Child;
import io.tallyport.workbench.launcher.machine.PrivateFiles;
import io.tallyport.workbench.launcher.postgres.Postgres;
import io.tallyport.workbench.launcher.server.WildFlyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/** Who runs over a data folder: one launcher at a time, found again by {@code ./tallyport stop}. */
record RunFolder(Path data) {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(75);

    /** Ours until the channel is closed or this process ends, however it ends. */
    FileChannel claim() {
        PrivateFiles.createFolder(folder());
        try {
            FileChannel channel =
                    FileChannel.open(folder().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Optional<FileLock> lock = Optional.ofNullable(channel.tryLock());
            if (lock.isEmpty()) {
                channel.close();
                throw alreadyRunning();
            }
            Files.deleteIfExists(readyFile());
            Child.Identity.of(ProcessHandle.current()).write(launcherFile());
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the launcher and with it its children; or the children of one that was killed. */
    boolean stop() {
        boolean launcher = Child.Identity.read(launcherFile())
                .filter(identity -> identity.stop("TERM", STOP_PATIENCE))
                .isPresent();
        boolean server = stopServers();
        boolean postgres = Postgres.stopOrphan(Installation.postgresFolder(data));
        return launcher || server || postgres;
    }

    void stopOrphans() {
        stopServers();
        Postgres.stopOrphan(Installation.postgresFolder(data));
    }

    private boolean stopServers() {
        return Installation.serverFolders(data).stream()
                        .filter(WildFlyServer::stopOrphan)
                        .count()
                > 0;
    }

    /** There once everything answers. */
    Path readyFile() {
        return folder().resolve("ready");
    }

    Path logFile() {
        return folder().resolve("launcher.log");
    }

    private CannotStart alreadyRunning() {
        String who = Child.Identity.read(launcherFile())
                .map(identity -> " as process " + identity.pid())
                .orElse("");
        return new CannotStart("Already running%s over %s: stop it first with ./tallyport stop.".formatted(who, data));
    }

    private Path launcherFile() {
        return folder().resolve("launcher");
    }

    Path folder() {
        return data.resolve("run");
    }
}
