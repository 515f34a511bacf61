package io.tallyport.workbench.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A running sandbox on 127.0.0.1. */
public final class Sandbox implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int BACKLOG = 500;
    private static final int TICK_MILLIS = 500;

    private final HttpServer server;
    private final Webhooks webhooks;
    private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

    /**
     * What to start with.
     *
     * @param port 0 takes any free port
     * @param merchant as the page names who is paid
     * @param hook where webhooks go; empty: nobody is told
     * @param secret that they are signed with
     * @param file that keeps what the sandbox knows; empty: it forgets
     */
    public record Options(int port, String merchant, Optional<URI> hook, String secret, Optional<Path> file) {}

    private Sandbox(Options options) throws IOException {
        webhooks = new Webhooks(options.hook().orElse(null), options.secret());
        Till till = new Till(new Book(options.file()), webhooks::send);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(HOST), options.port()), BACKLOG);
        server.setExecutor(handlers);
        server.createContext("/", new Routes(till, new Pages(options.merchant(), till, webhooks)));
        till.servedAt(url());
        server.start();
        clock.scheduleWithFixedDelay(till::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** @throws UncheckedIOException if the port is taken */
    public static Sandbox start(Options options) {
        try {
            return new Sandbox(options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The base URL, without a slash at its end; the register of VAT identifiers is below {@code /vies}. */
    public String url() {
        return "http://" + HOST + ":" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        webhooks.close();
        server.stop(0);
        handlers.shutdownNow();
    }

    /** {@code PORT HOOK-URL SECRET [FILE]} */
    public static void main(String[] arguments) {
        Optional<Path> file = arguments.length > 3 ? Optional.of(Path.of(arguments[3])) : Optional.empty();
        Sandbox sandbox = start(new Options(
                Integer.parseInt(arguments[0]),
                "Tallyport",
                Optional.of(URI.create(arguments[1])),
                arguments[2],
                file));
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
        System.out.println(sandbox.url());
    }
}
