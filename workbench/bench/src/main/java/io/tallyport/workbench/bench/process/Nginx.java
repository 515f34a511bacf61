package io.tallyport.workbench.bench.process;

import io.tallyport.workbench.launcher.machine.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** nginx as a reverse proxy to the simulator and to its own static answer; see {@code nginx.conf}. */
public final class Nginx implements AutoCloseable {
    private static final String CONFIGURATION = "nginx.conf";
    /** After "server accepts handled requests": three counts since the start. */
    private static final Pattern REQUESTS = Pattern.compile("requests\\s+\\d+\\s+\\d+\\s+(\\d+)");

    private final Child process;
    private final int port;
    private final HttpClient client;
    private long ownQuestions;

    private Nginx(Child process, int port, HttpClient client) {
        this.process = process;
        this.port = port;
        this.client = client;
    }

    public static Nginx start(Path program, Path folder, String simulatorUrl, HttpClient client) {
        try {
            int port = Ports.anyFree();
            Files.createDirectories(folder);
            Path configuration = folder.resolve(CONFIGURATION);
            Files.writeString(
                    configuration,
                    template()
                            .replace("@PORT@", String.valueOf(port))
                            .replace("@SIMULATOR@", URI.create(simulatorUrl).getAuthority()));
            Child process = Child.start(
                    folder, "nginx", program.toString(), "-p", folder.toString(), "-c", configuration.toString());
            Nginx nginx = new Nginx(process, port, client);
            nginx.awaitReady();
            return nginx;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Passes on to the simulator. */
    public String proxyUrl() {
        return "http://127.0.0.1:%d/simulator/v1".formatted(port);
    }

    /** Passes on to {@link #staticUrl}. */
    public String proxyToStaticUrl() {
        return "http://127.0.0.1:%d/proxied/v1".formatted(port);
    }

    /** Answers by itself. */
    public String staticUrl() {
        return "http://127.0.0.1:%d/static/v1".formatted(port);
    }

    /** Requests so far, but for those that ask this. */
    public long requests() {
        HttpResponse<String> answer;
        try {
            answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/status".formatted(port)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        ownQuestions++;
        Matcher requests = REQUESTS.matcher(answer.body());
        if (!requests.find()) {
            throw new IllegalStateException("nginx's status page reads: " + answer.body());
        }
        return Long.parseLong(requests.group(1)) - ownQuestions;
    }

    private void awaitReady() {
        process.await(() -> {
            try {
                return requests() >= 0;
            } catch (UncheckedIOException e) {
                return false;
            }
        });
    }

    private static String template() throws IOException {
        try (InputStream in = Objects.requireNonNull(Nginx.class.getResourceAsStream(CONFIGURATION))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
