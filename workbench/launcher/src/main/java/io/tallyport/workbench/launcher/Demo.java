package io.tallyport.workbench.launcher;

import io.tallyport.workbench.launcher.machine.CannotStart;
import io.tallyport.workbench.launcher.machine.Ports;
import io.tallyport.workbench.launcher.machine.Secrets;
import io.tallyport.workbench.launcher.postgres.Postgres;
import io.tallyport.workbench.launcher.real.RealPayments;
import io.tallyport.workbench.launcher.real.RealUpstreams;
import io.tallyport.workbench.launcher.server.WildFlyServer;
import io.tallyport.workbench.launcher.setup.Setup;
import io.tallyport.workbench.launcher.setup.Setup.Key;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The demo of {@code ./tallyport run}: two people, one customer with 100 credits and a shop to buy
 * more in; the simulator or real providers, the payment sandbox or Stripe. */
final class Demo implements AutoCloseable {
    private static final String MAKER = "maker@tallyport.example";
    private static final String CHECKER = "checker@tallyport.example";
    private static final String CREDITS = "100";

    private final ProjectFolder project;
    private final Options options;
    private final Installation installation;
    private volatile List<WildFlyServer> servers = List.of();

    Demo(ProjectFolder project, Options options) {
        this.project = project;
        this.options = options;
        this.installation = new Installation(options.data(), System.out::println);
    }

    DemoAccess start() {
        project.ear();
        new RunFolder(options.data()).stopOrphans();
        for (int port = options.port(); port < options.port() + options.nodes(); port++) {
            if (!Ports.isFree(port)) {
                throw new CannotStart("Port %d is taken: choose another with --port.".formatted(port));
            }
        }
        RealUpstreams real = RealUpstreams.find(options.config(), System.getenv());
        Postgres postgres = installation.startPostgres();
        String simulatorUrl = real.isEmpty() ? startSimulator() : "";
        RealPayments payments = RealPayments.find(options.config());
        String sandboxUrl = payments.isEmpty() ? startSandbox() : "";
        Setup setup = setup(real, simulatorUrl);
        Map<String, String> environment = new HashMap<>(installation.environment(postgres, setup));
        environment.putAll(real.environment());
        environment.putAll(payments.isEmpty() ? sandbox(sandboxUrl) : payments.environment());
        servers = installation.startServers(
                new NodePlans(project, options.data(), environment, List.of()).of(options.nodes(), options.port()));
        List<String> urls = servers.stream().map(WildFlyServer::url).toList();
        return new DemoAccess(
                urls, key(), managementKey(), operatorKey(), MAKER, password(MAKER), simulatorUrl, sandboxUrl);
    }

    /** Whether all gateways are. */
    boolean isRunning() {
        return servers.stream().allMatch(WildFlyServer::isRunning);
    }

    boolean isClosed() {
        return installation.isClosed();
    }

    @Override
    public void close() {
        installation.close();
    }

    /** On the port of last time, because the accounts in the database name it. */
    private String startSimulator() {
        return installation
                .startSimulator(portOfLastTime("simulator-port"), List.of())
                .url();
    }

    /** On the port of last time, because pages of orders are there. */
    private String startSandbox() {
        URI hook = URI.create("http://127.0.0.1:%d/hooks/payments/sandbox/main".formatted(options.port()));
        return installation
                .startSandbox(portOfLastTime("sandbox-port"), DemoSales.MERCHANT, hook, webhookSecret())
                .url();
    }

    private int portOfLastTime(String name) {
        Secrets secrets = installation.secrets();
        int last = Integer.parseInt(secrets.get(name, () -> String.valueOf(Ports.anyFree())));
        int port = Ports.freeOr(OptionalInt.of(last));
        secrets.put(name, String.valueOf(port));
        return port;
    }

    /** What the gateway is told of the sandbox. */
    private Map<String, String> sandbox(String url) {
        return Map.of(
                "TALLYPORT_PAYMENT_PROVIDER",
                "sandbox",
                "TALLYPORT_SANDBOX_MP_REST_URL",
                url,
                "TALLYPORT_VIES_MP_REST_URL",
                url + "/vies",
                "TALLYPORT_PAYMENT_SANDBOX_WEBHOOK_SECRETS",
                webhookSecret());
    }

    private String webhookSecret() {
        return installation.secrets().get("sandbox-webhook-secret", () -> "whsec_" + Secrets.random(32));
    }

    private Setup setup(RealUpstreams real, String simulatorUrl) {
        Setup setup = new Setup()
                .user(MAKER, "Mara Maker", password(MAKER), "finance", "operator")
                .operatorKey("first", operatorKey())
                .user(CHECKER, "Chris Checker", password(CHECKER), "finance")
                .organisation("Demo", keys(), CREDITS)
                .billedAs(DemoSales.customer())
                .sales(DemoSales.sales())
                .ipExemption("127.0.0.1");
        if (real.isEmpty()) {
            return setup.simulator(simulatorUrl);
        }
        real.providers().forEach(setup::upstream);
        return setup;
    }

    private List<Key> keys() {
        return List.of(new Key("first", key()), new Key("management", managementKey(), Optional.of("OWNER")));
    }

    private String key() {
        return installation.secrets().get("demo-key", Setup::newKey);
    }

    private String managementKey() {
        return installation.secrets().get("demo-management-key", Setup::newManagementKey);
    }

    private String operatorKey() {
        return installation.secrets().get("demo-operator-key", Setup::newOperatorKey);
    }

    private String password(String email) {
        return installation.secrets().get(email, () -> Secrets.random(16));
    }
}
