package io.tallyport.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tallyport.error.GatewayException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real sockets, with a resolver that answers what a test wants. */
class OutboundClientTest {
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<String> requests = new ArrayList<>();
    private final AtomicInteger lookUps = new AtomicInteger();
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
        deadlines.shutdownNow();
    }

    @Test
    void aRequestGoesToTheAddressOfTheOneLookUpUnderTheHostsName() throws Exception {
        Posted posted = post(true, "/ok", "127.0.0.1");

        assertThat(posted.status()).isEqualTo(200);
        assertThat(posted.answer()).isEqualTo("fine");
        assertThat(requests).containsExactly("/ok hook.example:" + port() + " {\"a\":1} application/json x");
        assertThat(lookUps).hasValue(1);
    }

    @Test
    @DisplayName("L28: DNS rebinding: every request asks anew, once, and an answer inside this network is refused")
    void aNameThatIsAnsweredOtherwiseLaterIsRefused() throws Exception {
        NameResolver rebinding = host -> addresses(lookUps.getAndIncrement() == 0 ? "93.184.216.34" : "127.0.0.1");
        PinnedResolver resolver = new PinnedResolver(rebinding, false);
        assertThat(resolver.resolve("hook.example")).isEqualTo(addresses("93.184.216.34"));

        Posted posted = post(resolver, "/ok");

        assertThat(posted.status()).isNull();
        assertThat(posted.error()).startsWith("refused: hook.example");
        assertThat(requests).isEmpty();
        assertThat(lookUps).hasValue(2);
    }

    @ParameterizedTest
    @DisplayName("L28: private, link-local and loopback targets are refused, one among public ones too")
    @ValueSource(strings = {"10.0.0.1", "169.254.169.254", "127.0.0.1", "::1", "93.184.216.34,127.0.0.1"})
    void whatIsNotPublicIsRefused(String addresses) throws Exception {
        assertThat(post(false, "/ok", addresses).error()).startsWith("refused: ");
        assertThat(requests).isEmpty();
    }

    @Test
    @DisplayName("L28: what is allowed for tests is loopback alone")
    void privateAddressesStayRefusedWhereLoopbackIsAllowed() throws Exception {
        assertThat(post(true, "/ok", "10.0.0.1").error()).startsWith("refused: ");
        assertThat(post(true, "/ok", "169.254.169.254").error()).startsWith("refused: ");
    }

    @Test
    @DisplayName("L28: redirects are not followed")
    void redirectsAreNotFollowed() throws Exception {
        assertThat(post(true, "/moved", "127.0.0.1").status()).isEqualTo(302);
        assertThat(requests).hasSize(1);
    }

    @Test
    void anEndlessAnswerIsReadToItsFirstKilobyte() throws Exception {
        Posted posted = post(true, "/endless", "127.0.0.1");

        assertThat(posted.status()).isEqualTo(200);
        assertThat(posted.answer()).hasSize(1_024);
        assertThat(posted.millis()).isLessThan((int) PATIENCE.toMillis());
    }

    @Test
    void anAnswerThatTricklesEndsInTime() throws Exception {
        Posted posted = post(true, "/trickle", "127.0.0.1");

        assertThat(posted.millis()).isBetween(1_900, 5_000);
        assertThat(posted.status() == null ? posted.error() : "told").isIn("no whole answer within 2 s", "told");
    }

    @Test
    void anAnswerThatNeverComesIsToldInWords() throws Exception {
        Posted posted = post(true, "/silent", "127.0.0.1");

        assertThat(posted.status()).isNull();
        assertThat(posted.error()).isIn("no whole answer within 2 s", "timed out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hook.example/",
                "ftp://hook.example/",
                "https://user:secret@hook.example/",
                "https://hook.example/#part",
                "https:///path",
                "https://a b/",
                "hook.example"
            })
    void whatIsNoTarget(String url) {
        assertThatThrownBy(() -> Target.parse("url", url, false))
                .isInstanceOfSatisfying(GatewayException.class, refusal -> assertThat(refusal.param())
                        .isEqualTo("url"));
    }

    private Posted post(boolean allowLoopback, String path, String addresses) throws IOException {
        NameResolver names = host -> {
            lookUps.incrementAndGet();
            return addresses(addresses.split(","));
        };
        return post(new PinnedResolver(names, allowLoopback), path);
    }

    private Posted post(PinnedResolver resolver, String path) throws IOException {
        try (OutboundClient client = new OutboundClient(resolver, deadlines, PATIENCE)) {
            return client.post(URI.create("http://hook.example:" + port() + path), Map.of("webhook-id", "x"), BODY);
        }
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            addresses[i] = InetAddress.getByName(literals[i]);
        }
        return addresses;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(path
                + ' '
                + exchange.getRequestHeaders().getFirst("host")
                + ' '
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                + ' '
                + exchange.getRequestHeaders().getFirst("content-type")
                + ' '
                + exchange.getRequestHeaders().getFirst("webhook-id"));
        switch (path) {
            case "/moved" -> {
                exchange.getResponseHeaders().set("location", "http://127.0.0.1:" + port() + "/ok");
                exchange.sendResponseHeaders(302, -1);
            }
            case "/endless" -> write(exchange, new byte[8_192], 0);
            case "/trickle" -> write(exchange, new byte[] {'x'}, 50);
            case "/silent" -> pause(5_000);
            default -> {
                exchange.sendResponseHeaders(200, 4);
                exchange.getResponseBody().write("fine".getBytes(StandardCharsets.UTF_8));
            }
        }
        exchange.close();
    }

    private static void write(HttpExchange exchange, byte[] bytes, long pauseMillis) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        while (true) {
            out.write(bytes);
            out.flush();
            pause(pauseMillis);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
