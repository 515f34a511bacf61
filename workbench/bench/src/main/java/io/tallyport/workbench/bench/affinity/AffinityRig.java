package io.tallyport.workbench.bench.affinity;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.bench.books.Books;
import io.tallyport.workbench.bench.books.Parity;
import io.tallyport.workbench.bench.books.Served;
import io.tallyport.workbench.bench.conversation.Dialect;
import io.tallyport.workbench.bench.conversation.Traffic;
import io.tallyport.workbench.bench.gateway.BenchGateway;
import io.tallyport.workbench.bench.process.SimulatorProcess;
import io.tallyport.workbench.launcher.machine.Pause;
import io.tallyport.workbench.launcher.setup.Setup;
import io.tallyport.workbench.launcher.setup.UpstreamProvider;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A gateway with eight accounts of one simulated provider, whose caches live for half a minute. */
final class AffinityRig implements AutoCloseable {
    static final int ACCOUNTS = 8;
    static final long CACHE_LIFE_MILLIS = 30_000;

    private static final String POOL = "pool";
    private static final String CREDENTIAL_NAME = "TALLYPORT_UPSTREAM_POOL_KEY";

    /** Of a breakpoint's five minutes; OpenAI's ten. */
    private static final int CACHE_SPEED_MESSAGES = 10;

    private static final int CACHE_SPEED_CHAT = 20;
    private static final long NO_LIMIT_PER_MINUTE = 1_000_000_000;
    private static final long NO_DISCOUNT_PPM = 1_000_000;
    private static final String PACE =
            "\"times\":0,\"tokens\":60,\"tools\":\"off\",\"events_per_second\":200,\"delay_ms\":200";

    private final List<String> keys = IntStream.range(0, Traffic.ORGANISATIONS)
            .mapToObj(i -> Setup.newKey())
            .toList();
    private final SimulatorProcess simulator;
    private final BenchGateway gateway;

    AffinityRig(BenchGateway.Parts parts, Dialect dialect) {
        simulator = SimulatorProcess.start(parts.work(), HttpClient.newHttpClient());
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
        int speed = dialect == Dialect.MESSAGES ? CACHE_SPEED_MESSAGES : CACHE_SPEED_CHAT;
        simulator.tell("/_sim/cache", "{\"speed\":" + speed + "}");
        for (int account = 0; account < ACCOUNTS; account++) {
            simulator.tell("/_sim/faults", "{\"account\":\"%s\",%s}".formatted(credential(account), PACE));
        }
        gateway = BenchGateway.start(parts, false, settings(parts.work(), dialect));
    }

    static String accountName(int account) {
        return POOL + "-" + (account + 1);
    }

    private static String credential(int account) {
        return "credential-of-" + accountName(account);
    }

    String url() {
        return gateway.url();
    }

    /** By organisation. */
    List<String> keys() {
        return keys;
    }

    /** Makes an account do something else than answer well, until {@link #heal}. */
    void harm(int account, String condition) {
        simulator.tell("/_sim/condition", "{\"account\":\"%s\",%s}".formatted(credential(account), condition));
    }

    void heal(int account) {
        simulator.tell("/_sim/condition", "{\"account\":\"%s\"}".formatted(credential(account)));
    }

    /** Requests that came to an account, by second (epoch). */
    Map<Long, Long> arrivals(int account) {
        Map<Long, Long> arrivals = new HashMap<>();
        for (JsonNode second : simulator.ask("/_sim/seconds?account=" + credential(account))) {
            arrivals.put(second.get("second").asLong(), second.get("arrived").asLong());
        }
        return arrivals;
    }

    /** Prompt tokens by the tally of all accounts. */
    Cached cached() {
        long read = 0;
        long other = 0;
        for (int account = 0; account < ACCOUNTS; account++) {
            JsonNode tally = simulator.ask("/_sim/tally?account=" + credential(account));
            read += tally.get("cache_read_tokens").asLong();
            other += tally.get("cache_write_5m_tokens").asLong()
                    + tally.get("cache_write_1h_tokens").asLong()
                    + tally.get("input_tokens").asLong();
        }
        return new Cached(read, other);
    }

    /**
     * Prompt tokens of completed calls.
     *
     * @param other written to a cache, or neither read nor written
     */
    record Cached(long read, long other) {
        Cached minus(Cached earlier) {
            return new Cached(read - earlier.read, other - earlier.other);
        }

        double rate() {
            return (double) read / (read + other);
        }
    }

    Parity.Standing standing() {
        Served served = Served.NOTHING;
        for (int account = 0; account < ACCOUNTS; account++) {
            served = served.plus(simulator.served(credential(account)));
        }
        return new Parity.Standing(Books.read(gateway.postgres()), served, 0);
    }

    /** Waits a little for what is being settled. */
    Parity parity(Parity.Standing before) {
        Parity parity = Parity.between(before, standing());
        for (int i = 0; i < 20 && !parity.holds(); i++) {
            Pause.millis(500);
            parity = Parity.between(before, standing());
        }
        return parity;
    }

    /** The books' sum of prompt tokens read from caches. */
    long cachedTokensOnTheBooks() {
        return counts("SELECT 'read', coalesce(sum(cache_read_tokens), 0) FROM usage_event")
                .getOrDefault("read", 0L);
    }

    /** Attempts that another followed, by their reasons. */
    Map<String, Long> attempts() {
        return counts("SELECT reason, count(*) FROM usage_attempt GROUP BY reason ORDER BY reason");
    }

    /** Calls by how their account was chosen. */
    Map<String, Long> placements() {
        return counts("SELECT coalesce(placed, '-'), count(*) FROM usage_event GROUP BY 1 ORDER BY 1");
    }

    private Map<String, Long> counts(String query) {
        Map<String, Long> counts = new LinkedHashMap<>();
        try (Connection connection = gateway.postgres().connectAsOwner();
                PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
        return counts;
    }

    private Map<String, String> settings(Path work, Dialect dialect) {
        Setup setup = new Setup()
                .user("maker@bench.example", "Mara Maker", Setup.newKey(), "finance")
                .user("checker@bench.example", "Chris Checker", Setup.newKey(), "finance")
                .ipExemption("127.0.0.1");
        Setup.Contract contract = new Setup.Contract(NO_LIMIT_PER_MINUTE, NO_DISCOUNT_PPM);
        for (int i = 0; i < keys.size(); i++) {
            setup.organisation("Bench " + i, keys.get(i), "1000000", contract)
                    .routed(new Setup.Routing("AFFINITY", Optional.empty(), true));
        }
        setup.upstream(UpstreamProvider.of(
                        POOL,
                        dialect == Dialect.MESSAGES ? "anthropic" : "openai",
                        dialect == Dialect.MESSAGES ? simulator.url() : simulator.url() + "/v1",
                        dialect.provider())
                .simulated()
                .withAccounts(ACCOUNTS, CREDENTIAL_NAME));
        Map<String, String> settings = new HashMap<>();
        for (int account = 0; account < ACCOUNTS; account++) {
            settings.put(CREDENTIAL_NAME + "_" + (account + 1), credential(account));
        }
        Path file = work.resolve("affinity-setup.json");
        setup.write(file);
        settings.put("TALLYPORT_SETUP_FILE", file.toString());
        return settings;
    }

    @Override
    public void close() {
        gateway.close();
        simulator.close();
    }
}
