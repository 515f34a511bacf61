package io.tallyport.workbench.launcher;

import io.tallyport.workbench.launcher.machine.CannotStart;
import io.tallyport.workbench.launcher.machine.PrivateFiles;
import io.tallyport.workbench.launcher.machine.Secrets;
import io.tallyport.workbench.launcher.postgres.Postgres;
import io.tallyport.workbench.launcher.server.WildFlyServer;
import io.tallyport.workbench.launcher.setup.Setup;
import io.tallyport.workbench.simulator.Simulator;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All parts of one Tallyport over one data folder, started in order and stopped in the opposite one; also when the stop
 * comes in the middle of the start.
 */
final class Installation implements AutoCloseable {
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

    static Path serverFolder(Path folder) {
        return folder.resolve("wildfly");
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

    WildFlyServer startServer(WildFlyServer.Plan plan) {
        Stopwatch watch = Stopwatch.start();
        progress.accept("WildFly starting with the gateway");
        WildFlyServer server = new WildFlyServer(plan);
        own(server::close);
        server.start().awaitReady();
        progress.accept("WildFly ready on %s (%s)".formatted(server.url(), watch));
        return server;
    }

    /** What a gateway over this database and setup file reads. */
    Map<String, String> environment(Postgres postgres, Setup setup) {
        Path setupFile = folder.resolve("setup.json");
        setup.write(setupFile);
        Map<String, String> environment = new HashMap<>(postgres.environment());
        environment.put("TALLYPORT_SETUP_FILE", setupFile.toString());
        environment.put("TALLYPORT_KEY_PEPPER", secrets.get("key-pepper"));
        environment.put("TALLYPORT_NODE_ID", "node-1");
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
