package io.tallyport.workbench.launcher;

import io.tallyport.workbench.launcher.postgres.Postgres;
import io.tallyport.workbench.launcher.server.WildFlyServer;
import io.tallyport.workbench.launcher.setup.Setup;
import io.tallyport.workbench.simulator.Simulator;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A whole Tallyport on free ports, for tests and the benchmark: real database, real server, the simulator upstream.
 *
 * <pre>{@code
 * try (TestBed bed = TestBed.start(folder, setup -> setup.organisation("Poor", poorKey, "0.02"))) {
 *     bed.url();
 *     bed.server().kill();
 *     bed.server().start().awaitReady();
 * }
 * }</pre>
 *
 * The setup already holds two users ({@link #MAKER}, {@link #CHECKER}), the organisation "Test" with {@link #key} and
 * 100 credits, and the simulator's two accounts.
 */
public final class TestBed implements AutoCloseable {
    public static final String MAKER = "maker@test.example";
    public static final String CHECKER = "checker@test.example";
    public static final String PASSWORD = "correct horse battery staple";

    /**
     * What differs from the usual.
     *
     * @param environment variables for the gateway
     * @param javaOptions for its JVM, after those of {@code server-config/jvm.options}
     * @param nodes gateways over the one database, a cluster if more than one
     * @param fixtures folders in which the simulator looks for recordings
     */
    public record Options(Map<String, String> environment, List<String> javaOptions, int nodes, List<Path> fixtures) {
        public static Options usual() {
            return new Options(Map.of(), List.of(), 1, List.of());
        }

        public Options with(String variable, String value) {
            Map<String, String> more = new HashMap<>(environment);
            more.put(variable, value);
            return new Options(more, javaOptions, nodes, fixtures);
        }

        public Options with(Path fixtureFolder) {
            return new Options(environment, javaOptions, nodes, List.of(fixtureFolder));
        }

        public Options with(List<String> moreJavaOptions) {
            return new Options(environment, moreJavaOptions, nodes, fixtures);
        }

        public Options nodes(int count) {
            return new Options(environment, javaOptions, count, fixtures);
        }
    }

    private final Installation installation;
    private final String key;
    private final String operatorKey;
    private final Postgres postgres;
    private final Simulator simulator;
    private final List<WildFlyServer> nodes;

    private TestBed(Installation installation, Consumer<Setup> more, Options options) {
        this.installation = installation;
        this.key = installation.secrets().get("test-key", Setup::newKey);
        this.postgres = installation.startPostgres();
        this.simulator = installation.startSimulator(0, options.fixtures());
        this.operatorKey = installation.secrets().get("test-operator-key", Setup::newOperatorKey);
        Setup setup = usualSetup(key, operatorKey).simulator(simulator.url());
        more.accept(setup);
        Map<String, String> environment = new HashMap<>(installation.environment(postgres, setup));
        environment.putAll(options.environment());
        ProjectFolder project = ProjectFolder.find();
        this.nodes = installation.startServers(
                new NodePlans(project, installation.folder(), environment, options.javaOptions())
                        .of(options.nodes(), 0));
    }

    public static TestBed start(Path folder) {
        return start(folder, setup -> {});
    }

    public static TestBed start(Path folder, Consumer<Setup> more) {
        return start(folder, more, Options.usual());
    }

    public static TestBed start(Path folder, Consumer<Setup> more, Options options) {
        Installation installation =
                new Installation(folder.toAbsolutePath().normalize(), line -> System.out.println("[test bed] " + line));
        // an interrupted test run leaves nothing behind
        Runtime.getRuntime().addShutdownHook(new Thread(installation::close));
        @Nullable TestBed bed = null;
        try {
            bed = new TestBed(installation, more, options);
            return bed;
        } finally {
            if (bed == null) {
                installation.close();
            }
        }
    }

    private static Setup usualSetup(String key, String operatorKey) {
        return new Setup()
                .user(MAKER, "Mara Maker", PASSWORD, "finance", "operator")
                .operatorKey("test", operatorKey)
                .user(CHECKER, "Chris Checker", PASSWORD, "finance")
                .organisation("Test", key, "100");
    }

    /** The first gateway, without {@code /v1}. */
    public String url() {
        return server().url();
    }

    /** Of the organisation "Test". */
    public String key() {
        return key;
    }

    /** Of {@link #MAKER}, for {@code /v1/operator}. */
    public String operatorKey() {
        return operatorKey;
    }

    public Postgres postgres() {
        return postgres;
    }

    public Simulator simulator() {
        return simulator;
    }

    /** The first gateway. */
    public WildFlyServer server() {
        return nodes.getFirst();
    }

    /** All gateways; each may be killed, paused and started again by itself. */
    public List<WildFlyServer> nodes() {
        return nodes;
    }

    public Path logFile() {
        return server().logFile();
    }

    @Override
    public void close() {
        installation.close();
    }
}
