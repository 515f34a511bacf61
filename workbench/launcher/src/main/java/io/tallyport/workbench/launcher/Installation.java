package io.tallyport.workbench.launcher;

import io.tallyport.workbench.launcher.machine.CannotStart;
import io.tallyport.workbench.launcher.machine.PrivateFiles;
import io.tallyport.workbench.launcher.machine.Secrets;
import io.tallyport.workbench.launcher.postgres.Postgres;
import io.tallyport.workbench.launcher.server.WildFlyServer;
import io.tallyport.workbench.launcher.setup.Setup;
import io.tallyport.workbench.sandbox.Sandbox;
import io.tallyport.workbench.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * All parts of one Tallyport over one data folder, started in order and stopped in the opposite one; also when the stop
 * comes in the middle of the start.
 */
final class Installation implements AutoCloseable {
    private static final String SERVER = "wildfly";

    private final Path folder;
    private final Secrets secrets;
    private final Consumer<String> progress;
    private final Deque<Runnable> stops = new ArrayDeque<>();
    private boolean closed;

    Installation(Path folder, Consumer<String> progress) {
        PrivateFiles.createFolder(folder);
        this.folder = folder;
        this.secrets = Secrets.in(folder);
        this.progress = progress;
    }

    static Path postgresFolder(Path folder) {
        return folder.resolve("postgres");
    }

    /** Of the gateway with this number, counted from 1. */
    static Path serverFolder(Path folder, int node) {
        return folder.resolve(node == 1 ? SERVER : SERVER + "-" + node);
    }

    /** Of every gateway that ever ran over this folder. */
    static List<Path> serverFolders(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> parts = Files.list(folder)) {
            return parts.filter(part -> part.getFileName().toString().startsWith(SERVER))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    Secrets secrets() {
        return secrets;
    }

    Postgres startPostgres() {
        Stopwatch watch = Stopwatch.start();
        Postgres postgres = Postgres.in(postgresFolder(folder));
        own(postgres::close);
        postgres.start();
        progress.accept("PostgreSQL 18 ready on 127.0.0.1:%d (%s)".formatted(postgres.port(), watch));
        return postgres;
    }

    Simulator startSimulator(int port, List<Path> fixtures) {
        Stopwatch watch = Stopwatch.start();
        Simulator simulator = Simulator.start(new Simulator.Options(port, fixtures));
        own(simulator::close);
        progress.accept("Provider simulator ready on %s (%s)".formatted(simulator.url(), watch));
        return simulator;
    }

    /** @param hook where the gateway takes its webhooks */
    Sandbox startSandbox(int port, String merchant, URI hook, String secret) {
        Stopwatch watch = Stopwatch.start();
        Sandbox sandbox = Sandbox.start(new Sandbox.Options(
                port, merchant, Optional.of(hook), secret, Optional.of(folder.resolve("sandbox.json"))));
        own(sandbox::close);
        progress.accept("Payment sandbox ready on %s (%s)".formatted(sandbox.url(), watch));
        return sandbox;
    }

    /** The first alone, since it makes the schema; then the others at once. */
    List<WildFlyServer> startServers(List<WildFlyServer.Plan> plans) {
        List<WildFlyServer> servers = plans.stream().map(WildFlyServer::new).toList();
        awaitReady(List.of(start(servers.getFirst())));
        List<WildFlyServer> others = servers.subList(1, servers.size());
        others.forEach(this::start);
        awaitReady(others);
        return servers;
    }

    private WildFlyServer start(WildFlyServer server) {
        progress.accept("WildFly starting with the gateway");
        own(server::close);
        return server.start();
    }

    private void awaitReady(List<WildFlyServer> servers) {
        Stopwatch watch = Stopwatch.start();
        for (WildFlyServer server : servers) {
            server.awaitReady();
            progress.accept("WildFly ready on %s (%s)".formatted(server.url(), watch));
        }
    }

    /** What a gateway over this database and setup file reads. */
    Map<String, String> environment(Postgres postgres, Setup setup) {
        Path setupFile = folder.resolve("setup.json");
        setup.write(setupFile);
        Map<String, String> environment = new HashMap<>(postgres.environment());
        environment.put("TALLYPORT_SETUP_FILE", setupFile.toString());
        environment.put("TALLYPORT_KEY_PEPPER", secrets.get("key-pepper"));
        environment.put("TALLYPORT_SECRET_KEY", secrets.get("secret-key"));
        environment.put(Setup.SIMULATOR_CREDENTIAL, "simulated");
        return environment;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        Deque<Runnable> remaining;
        synchronized (this) {
            closed = true;
            remaining = new ArrayDeque<>(stops);
            stops.clear();
        }
        remaining.forEach(Runnable::run);
    }

    private synchronized void own(Runnable stop) {
        if (closed) {
            stop.run();
            throw new CannotStart("Stopped while starting.");
        }
        stops.push(stop);
    }
}
