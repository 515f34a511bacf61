package io.tallyport.workbench.bench.gateway;

import io.tallyport.workbench.bench.process.Profiler;
import io.tallyport.workbench.launcher.machine.Folders;
import io.tallyport.workbench.launcher.postgres.Postgres;
import io.tallyport.workbench.launcher.server.WildFlyServer;
import io.tallyport.workbench.launcher.setup.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** PostgreSQL, empty, and the gateway with the servlets of {@code inserver}. */
public final class BenchGateway implements AutoCloseable {
    private final Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Postgres postgres;
    private final WildFlyServer server;

    /** Where everything is. */
    public record Parts(Path wildfly, Path jvmOptions, Path ear, Path work, Path results) {}

    private BenchGateway(Path folder, Postgres postgres, WildFlyServer server) {
        this.folder = folder;
        this.postgres = postgres;
        this.server = server;
    }

    /**
     * Starts both and waits until they serve.
     *
     * @param settings environment variables of the gateway's besides those it cannot do without
     */
    public static BenchGateway start(Parts parts, boolean profile, Map<String, String> settings) {
        Path folder = parts.work().resolve("gateway");
        Postgres.stopOrphan(folder.resolve("postgres"));
        Folders.delete(folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Postgres postgres = Postgres.in(folder.resolve("postgres")).start();
        Map<String, String> environment = new HashMap<>(postgres.environment());
        environment.put("TALLYPORT_KEY_PEPPER", Setup.newKey());
        environment.put("TALLYPORT_SECRET_KEY", Setup.newKey());
        environment.put("TALLYPORT_NODE_ID", "bench");
        environment.putAll(settings);
        WildFlyServer server = new WildFlyServer(new WildFlyServer.Plan(
                parts.wildfly(),
                parts.jvmOptions(),
                BenchEar.make(parts.ear(), folder),
                folder.resolve("wildfly"),
                "standalone.xml",
                0,
                environment,
                profile ? Profiler.javaOptions(parts.work()) : List.of()));
        BenchGateway gateway = new BenchGateway(folder, postgres, server);
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::close));
        server.start().awaitReady("/v1/health/live", Duration.ofSeconds(180));
        return gateway;
    }

    /** Without {@code /v1}. */
    public String url() {
        return server.url();
    }

    public long gatewayPid() {
        return server.pid();
    }

    public Postgres postgres() {
        return postgres;
    }

    /**
     * Has a servlet do its load, and waits for it.
     *
     * @param load its path and parameters
     * @return the numbers it answers
     */
    public long[] ask(String load) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(server.url() + load))
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(load + " answers " + answer.statusCode() + ": " + answer.body());
            }
            return Stream.of(answer.body().strip().split(" "))
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        server.close();
        postgres.close();
        Folders.delete(folder);
    }
}
