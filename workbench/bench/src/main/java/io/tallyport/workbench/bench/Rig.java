package io.tallyport.workbench.bench;

import io.tallyport.workbench.bench.process.Nginx;
import io.tallyport.workbench.bench.process.Profiler;
import io.tallyport.workbench.bench.process.Programs;
import io.tallyport.workbench.bench.process.SimulatorProcess;
import io.tallyport.workbench.bench.upstream.Target;
import io.tallyport.workbench.bench.upstream.Upstream;
import io.tallyport.workbench.launcher.postgres.Postgres;
import io.tallyport.workbench.launcher.server.WildFlyServer;
import io.tallyport.workbench.launcher.setup.Setup;
import io.tallyport.workbench.launcher.setup.UpstreamProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that takes part, each a process of its own, over a fresh database; started in order, stopped backwards. */
final class Rig implements AutoCloseable {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long NO_LIMIT_PER_MINUTE = 1_000_000_000;
    private static final long NO_DISCOUNT_PPM = 1_000_000;

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Path folder;
    private final String key = Setup.newKey();
    private final SimulatorProcess simulator;
    private final Optional<Nginx> nginx;
    private final Postgres postgres;
    private final WildFlyServer server;
    private final double startSeconds;

    private Rig(Home home, boolean profile) {
        home.requireBuilt();
        this.folder = home.workFolder();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        // its threads are daemons and end with us
        HttpClient client = HttpClient.newHttpClient();
        simulator = own(SimulatorProcess.start(folder, client));
        Stream.of(Upstream.values()).filter(Upstream::isSimulated).forEach(this::setPace);
        nginx = Programs.find("nginx")
                .map(program -> own(Nginx.start(program, folder.resolve("nginx"), simulator.url(), client)));
        postgres = own(freshPostgres());
        postgres.start();
        server = own(new WildFlyServer(new WildFlyServer.Plan(
                home.wildfly(),
                home.jvmOptions(),
                home.ear(),
                folder.resolve("wildfly"),
                "standalone.xml",
                0,
                environment(),
                profile ? Profiler.javaOptions(folder) : List.of())));
        long began = System.nanoTime();
        server.start().awaitReady();
        startSeconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
    }

    static Rig start(Home home, boolean profile) {
        return new Rig(home, profile);
    }

    Target target(Target.Way way, Upstream upstream) {
        String credential = way == Target.Way.TALLYPORT ? key : upstream.credentialOf(way);
        return new Target(way, base(way, upstream), credential);
    }

    /** Whether there is such a way: not through nginx where it is not installed, and only the gateway translates. */
    boolean has(Target.Way way, Upstream upstream) {
        if (upstream.isTranslated()) {
            return way == Target.Way.TALLYPORT;
        }
        return nginx.isPresent() || way != Target.Way.NGINX && upstream.isSimulated();
    }

    SimulatorProcess simulator() {
        return simulator;
    }

    Optional<Nginx> nginx() {
        return nginx;
    }

    Postgres postgres() {
        return postgres;
    }

    WildFlyServer server() {
        return server;
    }

    Path folder() {
        return folder;
    }

    /** From the start of its process until the gateway is ready, migrations and setup of an empty database included. */
    double startSeconds() {
        return startSeconds;
    }

    private void setPace(Upstream upstream) {
        setPace(upstream.credential(), upstream);
        for (Target.Way way : Target.Way.values()) {
            setPace(upstream.credentialOf(way), upstream);
        }
    }

    private void setPace(String account, Upstream upstream) {
        simulator.tell(
                "/_sim/faults",
                "{\"account\":\"%s\",\"times\":0,\"tokens\":%d,\"events_per_second\":%d}"
                        .formatted(account, Upstream.MOST_TOKENS, upstream.eventsPerSecond()));
    }

    private String base(Target.Way way, Upstream upstream) {
        return switch (way) {
            case DIRECT ->
                upstream.isSimulated()
                        ? simulator.url() + "/v1"
                        : nginx.orElseThrow().staticUrl();
            case NGINX ->
                upstream.isSimulated()
                        ? nginx.orElseThrow().proxyUrl()
                        : nginx.orElseThrow().proxyToStaticUrl();
            case TALLYPORT -> server.url() + "/v1";
        };
    }

    private Map<String, String> environment() {
        Setup setup = new Setup()
                .user("maker@bench.example", "Mara Maker", Setup.newKey(), "finance")
                .user("checker@bench.example", "Chris Checker", Setup.newKey(), "finance")
                .organisation("Bench", key, "1000000", new Setup.Contract(NO_LIMIT_PER_MINUTE, NO_DISCOUNT_PPM))
                .ipExemption("127.0.0.1");
        Map<String, String> environment = new HashMap<>(postgres.environment());
        for (Upstream upstream : Upstream.values()) {
            if (!upstream.isSimulated() && nginx.isEmpty()) {
                continue;
            }
            setup.upstream(provider(upstream));
            environment.put(upstream.credentialName(), upstream.credential());
        }
        Path file = folder.resolve("setup.json");
        setup.write(file);
        environment.put("TALLYPORT_SETUP_FILE", file.toString());
        environment.put("TALLYPORT_KEY_PEPPER", Setup.newKey());
        environment.put("TALLYPORT_SECRET_KEY", Setup.newKey());
        environment.put("TALLYPORT_NODE_ID", "bench");
        return environment;
    }

    private UpstreamProvider provider(Upstream upstream) {
        UpstreamProvider provider = UpstreamProvider.of(
                        upstream.accountName(),
                        upstream.protocol(),
                        upstream.isTranslated() ? simulator.url() : base(Target.Way.DIRECT, upstream),
                        upstream.provider())
                .withAccount(upstream.credentialName());
        return upstream.isSimulated() ? provider.simulated() : provider;
    }

    /** One that an earlier, killed benchmark left running is stopped before its data goes. */
    private Postgres freshPostgres() {
        Path data = folder.resolve("postgres");
        if (Files.exists(data)) {
            try (Postgres left = Postgres.in(data)) {
                left.start();
            }
            delete(data);
        }
        return Postgres.in(data);
    }

    private synchronized <T extends AutoCloseable> T own(T part) {
        started.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                System.err.println("tallyport bench: stopping: " + e);
            }
        }
        delete(folder.resolve("postgres"));
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList().reversed()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
