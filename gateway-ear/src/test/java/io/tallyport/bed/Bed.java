package io.tallyport.bed;

import io.tallyport.bed.books.Books;
import io.tallyport.bed.http.Ask;
import io.tallyport.workbench.launcher.TestBed;
import io.tallyport.workbench.launcher.server.WildFlyServer;
import io.tallyport.workbench.launcher.setup.Setup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one deployed gateway that most tests share, started by the first that asks, and private ones for the rough. */
public final class Bed {
    /** Servers that are started often and never run long: compiled quickly, a third less to their start. */
    public static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1");

    private static final Once SHARED = new Once("shared", 1);
    private static final Once ROUGH = new Once("rough", 1);
    private static final Once PAIR = new Once("pair", 2);

    private final TestBed testBed;
    private final Books books;
    private final Simulated simulated;
    private final Customers customers;

    private Bed(TestBed testBed) {
        this.testBed = testBed;
        this.books = Books.of(testBed.postgres());
        this.simulated = new Simulated(testBed.simulator().url());
        this.customers = new Customers(books);
    }

    public static Bed shared() {
        return SHARED.get();
    }

    /** The one whose parts may be killed, as long as they run again afterwards. */
    public static Bed rough() {
        return ROUGH.get();
    }

    /** Two nodes over one database, whose leases live for ten seconds; they too may be killed. */
    public static Bed pair() {
        return PAIR.get();
    }

    static Bed start(String name, int nodes) {
        return start(name, nodes, Map.of());
    }

    /** One of its own for whoever closes it, with these variables for its gateways. */
    public static Bed start(String name, int nodes, Map<String, String> environment) {
        TestBed.Options options = TestBed.Options.usual()
                .with(QUICK_START)
                .with("TALLYPORT_KEY_PEPPER", Customers.PEPPER)
                .with("TALLYPORT_STREAM_PING_AFTER", "PT2S")
                .with("TALLYPORT_LEASE_LIFE", nodes == 1 ? "PT30S" : "PT10S")
                // small enough that tests can fill them
                .with("TALLYPORT_SETTLEMENT_QUEUE", name.equals("rough") ? "64" : "4096")
                .with("TALLYPORT_LIMIT_CALLS_AT_ONCE", name.equals("rough") ? "200" : "4000")
                .with("TALLYPORT_CATALOG_EVERY", "PT1S")
                .with("TALLYPORT_PROOF_EVERY", "PT5S")
                .with("TALLYPORT_PROOF_SEAL_AFTER", "PT1S")
                .nodes(nodes);
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            options = options.with(variable.getKey(), variable.getValue());
        }
        return new Bed(TestBed.start(BedFolders.fresh(name), setup -> setup.ipExemption("127.0.0.1"), options));
    }

    static void closeAll() {
        SHARED.close();
        ROUGH.close();
        PAIR.close();
    }

    /** The repository's root: this module's parent folder. */
    public static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("server-config/scripts"))) {
                return folder;
            }
        }
        throw new IllegalStateException("not inside a checkout");
    }

    /** Recorded provider traffic beside the checkout, where there is any. */
    public static @Nullable Path fixtures() {
        Path folder = root().resolveSibling("shared").resolve("fixtures");
        return Files.isDirectory(folder) ? folder : null;
    }

    /** The bed's own customer, whose balance two people granted through the setup file. */
    public Customer granted() {
        return Customer.of("Test", testBed.key(), books);
    }

    /** A customer nobody else uses, with this balance in credits. */
    public Customer customer(String credits) {
        return customers.next(credits);
    }

    /** As {@link #customer(String)}, at the price and with the limits of the published tiers. */
    public Customer customerWithoutContract(String credits) {
        return customers.onTiers(credits);
    }

    /** A customer with more than a test can spend, and a limit that it reaches. */
    public Customer limited(int requestsPerMinute) {
        return customers.next("10", requestsPerMinute, null);
    }

    public Customer capped(int callsAtOnce) {
        return customers.capped("10", callsAtOnce);
    }

    /** A customer with more than a test can spend. */
    public Customer customer() {
        return customer("10");
    }

    /** A new key that reads all of a customer's usage. */
    public String managementKey(Customer customer) {
        String key = "mk" + Setup.newKey().substring(2);
        customers.add(customer.walletId(), key);
        return key;
    }

    /** One more key to call with. */
    public String anotherKey(Customer customer) {
        String key = Setup.newKey();
        customers.add(customer.walletId(), key);
        return key;
    }

    /** A request of an operator. */
    public Ask operator(String method, String path) {
        return post("/v1/operator" + path).method(method).bearer(testBed.operatorKey());
    }

    public Books books() {
        return books;
    }

    public Simulated simulated() {
        return simulated;
    }

    public TestBed testBed() {
        return testBed;
    }

    public String url() {
        return testBed.url();
    }

    /** All gateways of this bed; the first is the one at {@link #url}. */
    public List<WildFlyServer> nodes() {
        return testBed.nodes();
    }

    public Ask post(String path) {
        return Ask.post(url(), path);
    }

    public Ask get(String path) {
        return Ask.get(url(), path);
    }

    public Ask chat(Customer customer, String body) {
        return post("/v1/chat/completions").bearer(customer.key()).json(body);
    }

    public Ask chat(WildFlyServer node, Customer customer, String body) {
        return Ask.post(node.url(), "/v1/chat/completions")
                .bearer(customer.key())
                .json(body);
    }

    public Ask messages(Customer customer, String body) {
        return messages(testBed.server(), customer, body);
    }

    public Ask messages(WildFlyServer node, Customer customer, String body) {
        return Ask.post(node.url(), "/v1/messages")
                .header("x-api-key", customer.key())
                .header("anthropic-version", "2023-06-01")
                .json(body);
    }

    /** Every log file of this installation. */
    public List<Path> logs() {
        Path folder = testBed.logFile().getParent();
        try (Stream<Path> files = Files.list(folder)) {
            return Stream.concat(
                            files.filter(Files::isRegularFile),
                            Stream.of(testBed.postgres().logFile()))
                    .toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public void close() {
        testBed.close();
    }
}
