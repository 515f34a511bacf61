package io.tallyport.workbench.launcher.server;

import io.tallyport.workbench.launcher.machine.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One server's base folder: configuration and deployments fresh at each start, logs and unfinished transactions kept. */
record ServerFolder(Path base) {

    void refresh(Path wildfly, Path deployment) {
        List.of("configuration", "deployments", "lib", "tmp", "data/content")
                .forEach(name -> Folders.delete(base.resolve(name)));
        try {
            Files.createDirectories(log());
            Files.createDirectories(base.resolve("deployments"));
            Folders.copy(wildfly.resolve("standalone/configuration"), base.resolve("configuration"));
            Files.copy(deployment, deployed(deployment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path log() {
        return base.resolve("log");
    }

    Path serverLog() {
        return log().resolve("server.log");
    }

    Path consoleLog() {
        return log().resolve("console.log");
    }

    /** The server says by a marker file that it could not deploy. */
    boolean hasFailed(Path deployment) {
        Path deployed = deployed(deployment);
        return Files.exists(deployed.resolveSibling(deployed.getFileName() + ".failed"));
    }

    String lastLines(int count) {
        Path file = Files.exists(serverLog()) ? serverLog() : consoleLog();
        try (Stream<String> lines = Files.lines(file)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - count), all.size()));
        } catch (IOException e) {
            return "(no log at " + file + ")";
        }
    }

    private Path deployed(Path deployment) {
        return base.resolve("deployments").resolve(deployment.getFileName());
    }
}
