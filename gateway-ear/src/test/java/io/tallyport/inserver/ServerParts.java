package io.tallyport.inserver;

import io.tallyport.bed.Bed;
import io.tallyport.bed.BedFolders;
import io.tallyport.bed.Torture;
import io.tallyport.bed.books.SampleUsage;
import io.tallyport.inserver.standin.FakeRegister;
import io.tallyport.inserver.standin.FakeSandbox;
import io.tallyport.inserver.standin.StripeEmulator;
import io.tallyport.workbench.launcher.machine.Ports;
import io.tallyport.workbench.launcher.postgres.Postgres;
import io.tallyport.workbench.sandbox.Sandbox;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** Starts the database that Arquillian's server will look for, and says where everything is; goes before Arquillian. */
public final class ServerParts implements BeforeAllCallback {
    /** The system property, outside and inside, that says where Stripe's emulator is. */
    public static final String STRIPE = "tallyport.test.stripe";

    /** The same for the workbench's own sandbox. */
    public static final String SANDBOX = "tallyport.test.sandbox";

    static final String COUNTRY_HEADER = "x-country-of-the-address";

    public static final String SANDBOX_SECRET = "whsec_workbench";

    /** The gateway as it ships, with a test and what it uses inside. */
    public static EnterpriseArchive gatewayWith(Class<?>... testAndParts) {
        EnterpriseArchive ear = ShrinkWrap.create(ZipImporter.class, "gateway-ear.ear")
                .importFrom(new File("target/gateway-ear.ear"))
                .as(EnterpriseArchive.class);
        ear.getAsType(WebArchive.class, "gateway-web.war")
                .setManifest(new StringAsset("Manifest-Version: 1.0\nDependencies: io.tallyport.libraries\n"))
                .addClasses(testAndParts)
                .addClasses(ServerParts.class, Wallets.class, Sales.class, SampleUsage.class, Torture.class);
        return ear;
    }

    /** The same, with other settings than the server's. */
    public static EnterpriseArchive gatewayWith(Map<String, String> settings, Class<?>... testAndParts) {
        String properties = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                .collect(Collectors.joining("", "config_ordinal=500\n", ""));
        return gatewayWith(testAndParts)
                .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "settings.jar")
                        .addAsManifestResource(new StringAsset(properties), "microprofile-config.properties"));
    }

    /** Lives as long as the test run. */
    private record Parts(
            Postgres postgres, FakeRegister register, FakeSandbox sandbox, StripeEmulator stripe, Sandbox workbench)
            implements CloseableResource {
        @Override
        public void close() {
            postgres.close();
            register.close();
            sandbox.close();
            stripe.close();
            workbench.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (isInServer()) {
            return;
        }
        context.getRoot()
                .getStore(Namespace.create(ServerParts.class))
                .getOrComputeIfAbsent("parts", key -> start(), Parts.class);
    }

    /** Arquillian runs a test twice: outside, to send it in, and inside. */
    private static boolean isInServer() {
        return System.getProperty("jboss.server.base.dir") != null;
    }

    private static Parts start() {
        Path home = Bed.root().resolve("server-config/target/wildfly");
        Path folder = BedFolders.fresh("arquillian");
        Postgres postgres = Postgres.in(folder.resolve("postgres")).start();
        Path base = folder.resolve("standalone");
        copy(home.resolve("standalone"), base);
        int management = Ports.anyFree();
        int http = Ports.anyFree();
        Parts parts = new Parts(postgres, new FakeRegister(), new FakeSandbox(), new StripeEmulator(), workbench(http));
        System.setProperty(SANDBOX, parts.workbench().url());
        System.setProperty(STRIPE, parts.stripe().url());
        System.setProperty("tallyport.arquillian.home", home.toString());
        System.setProperty("tallyport.arquillian.management", String.valueOf(management));
        System.setProperty("tallyport.arquillian.options", options(parts, base, http, management));
        return parts;
    }

    private static Sandbox workbench(int http) {
        URI hook = URI.create("http://127.0.0.1:" + http + "/hooks/payments/sandbox/main");
        return Sandbox.start(new Sandbox.Options(0, "Tallyport", Optional.of(hook), SANDBOX_SECRET, Optional.empty()));
    }

    /** What the launcher gives as environment, which Arquillian cannot: the server reads either. */
    private static String options(Parts parts, Path base, int http, int management) {
        String database = parts.postgres().environment().entrySet().stream()
                .map(variable -> "-Denv." + variable.getKey() + "=" + variable.getValue())
                .collect(Collectors.joining(" "));
        Map<String, String> more = new HashMap<>(Map.of(
                "tallyport.lease.life",
                "PT10S",
                "tallyport.key.pepper",
                "pepper-of-the-tests-0123456789abcdef",
                "jboss.server.base.dir",
                base.toString(),
                "jboss.http.port",
                String.valueOf(http),
                "jboss.https.port",
                String.valueOf(Ports.anyFree()),
                "jboss.management.http.port",
                String.valueOf(management),
                Torture.RESULTS,
                Torture.results().toString()));
        more.put("tallyport.tax.country-header", COUNTRY_HEADER);
        more.put("tallyport.secret.key", "secret-of-the-tests-0123456789abcdef");
        more.put("tallyport.notify.allow-private-targets", "true");
        more.put("tallyport.vies/mp-rest/url", parts.register().url());
        more.put("tallyport.sandbox/mp-rest/url", parts.sandbox().url());
        more.put(STRIPE, parts.stripe().url());
        more.put(SANDBOX, parts.workbench().url());
        more.put("tallyport.payment.provider", "sandbox");
        more.put("tallyport.payment.sandbox.webhook-secrets", "whsec_new,whsec_old");
        more.put("tallyport.payment.poll-every", "PT3S");
        more.put("io.tallyport.vatid.ViesRegister/ask/CircuitBreaker/delay", "1");
        for (String name : List.of("tallyport.torture", "tallyport.seed")) {
            Optional.ofNullable(System.getProperty(name)).ifPresent(value -> more.put(name, value));
        }
        return more.entrySet().stream()
                .map(property -> "-D" + property.getKey() + "=" + property.getValue())
                .collect(Collectors.joining(
                        " ", "-Xmx1500m " + String.join(" ", Bed.QUICK_START) + " " + database + " ", ""));
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.copy(path, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
