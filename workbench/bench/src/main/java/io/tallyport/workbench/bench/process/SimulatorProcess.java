package io.tallyport.workbench.bench.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tallyport.workbench.bench.books.Served;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The provider simulator in a process of its own, so that its work is not on the generator's account. */
public final class SimulatorProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Child process;
    private final String url;
    private final HttpClient client;

    private SimulatorProcess(Child process, String url, HttpClient client) {
        this.process = process;
        this.url = url;
        this.client = client;
    }

    public static SimulatorProcess start(Path folder, HttpClient client) {
        Child process = Child.start(
                folder,
                "simulator",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms256m",
                "-Xmx256m",
                "-cp",
                classPath(),
                "io.tallyport.workbench.simulator.Simulator");
        process.await(() -> process.output().contains("http://"));
        String url = process.output()
                .lines()
                .filter(line -> line.startsWith("http://"))
                .findFirst()
                .orElseThrow();
        return new SimulatorProcess(process, url, client);
    }

    /** Ours, from whatever folder. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    public String url() {
        return url;
    }

    /** What it served to an account since the start. */
    public Served served(String account) {
        JsonNode tally = ask("/_sim/tally?account=" + account);
        JsonNode unfinished = tally.path("unfinished");
        return new Served(
                tally.path("billable").asLong(),
                prompt(tally) + prompt(unfinished),
                tally.path("output_tokens").asLong()
                        + unfinished.path("output_tokens").asLong());
    }

    private static long prompt(JsonNode tokens) {
        return tokens.path("input_tokens").asLong()
                + tokens.path("cache_read_tokens").asLong()
                + tokens.path("cache_write_5m_tokens").asLong()
                + tokens.path("cache_write_1h_tokens").asLong();
    }

    /** What one of its own endpoints answers. */
    public JsonNode ask(String path) {
        return ask(HttpRequest.newBuilder(URI.create(url + path)).build());
    }

    /** Posts to one of them. */
    public void tell(String path, String json) {
        ask(HttpRequest.newBuilder(URI.create(url + path))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    private JsonNode ask(HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("the simulator says: " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
