package io.tallyport.workbench.simulator;

import io.tallyport.workbench.simulator.account.Accounts;
import io.tallyport.workbench.simulator.recording.Recordings;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/** A running simulator on 127.0.0.1. */
public final class Simulator implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int CONNECTION_BACKLOG = 10_000;
    private static final long LARGEST_BODY_BYTES = 512L * 1024 * 1024;
    private static final int IDLE_CONNECTION_MILLIS = 5 * 60 * 1000;

    private final Undertow server;
    private final int port;

    private Simulator(Undertow server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * What to start with.
     *
     * @param port 0 takes any free port
     * @param fixtures folders that recordings are looked up in, in this order
     */
    public record Options(int port, List<Path> fixtures) {}

    public static Simulator start(int port) {
        return start(new Options(port, List.of()));
    }

    /** @throws RuntimeException if the port is taken */
    public static Simulator start(Options options) {
        Accounts accounts = new Accounts();
        Recordings recordings = new Recordings(options.fixtures());
        Calls calls = new Calls(accounts, recordings);
        Undertow server = Undertow.builder()
                .addHttpListener(options.port(), HOST)
                .setIoThreads(Math.max(2, Runtime.getRuntime().availableProcessors()))
                .setWorkerThreads(1)
                .setSocketOption(org.xnio.Options.BACKLOG, CONNECTION_BACKLOG)
                .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, LARGEST_BODY_BYTES)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_CONNECTION_MILLIS)
                .setHandler(Handlers.httpContinueRead(new Routes(calls, new Control(accounts, recordings))))
                .build();
        server.start();
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
        return new Simulator(server, address.getPort());
    }

    public int port() {
        return port;
    }

    /** The base URL, without a slash at its end. */
    public String url() {
        return "http://" + HOST + ":" + port;
    }

    @Override
    public void close() {
        server.stop();
    }

    /** {@code --port N} (default: any free one), {@code --fixtures DIR} (may repeat). */
    public static void main(String[] arguments) {
        Simulator simulator = start(CommandLine.read(arguments));
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
        System.out.println(simulator.url());
    }
}
