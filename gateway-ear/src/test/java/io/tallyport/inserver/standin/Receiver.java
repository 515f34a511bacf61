package io.tallyport.inserver.standin;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A customer's webhook endpoint, as bare as can be: keeps what comes and answers 200, or what a test wants. */
public final class Receiver implements AutoCloseable {
    private static final int SOON_SECONDS = 8;
    private final ServerSocket socket;
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();

    /** @param headers by lower-case name */
    public record Received(String path, Map<String, String> headers, String body) {
        public JsonObject json() {
            return Json.createReader(new StringReader(body)).readObject();
        }

        /** Seconds since 1970. */
        public long timestamp() {
            return Long.parseLong(headers.get("webhook-timestamp"));
        }

        /** As a receiver does it: any of the signatures, compared in constant time, and not more than five minutes off. */
        public boolean isSigned(String secret, Instant now) {
            String signed = headers.get("webhook-id") + "." + headers.get("webhook-timestamp") + "." + body;
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            boolean found = false;
            for (String signature : headers.get("webhook-signature").split(" ")) {
                assertTrue(signature.startsWith("v1,"));
                found |= MessageDigest.isEqual(
                        hmac(key, signed), Base64.getDecoder().decode(signature.substring(3)));
            }
            return found && Math.abs(now.getEpochSecond() - timestamp()) < 300;
        }

        private static byte[] hmac(byte[] key, String text) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public Receiver() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(this::serve);
    }

    public String url() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/hook";
    }

    /** For the next request: a status line with headers, such as {@code 429 Slow\r\nRetry-After: 60}. */
    public Receiver answer(String head) {
        answers.add(head);
        return this;
    }

    /** The next request; fails if none comes within seconds. */
    public Received next() throws InterruptedException {
        Received next = received.poll(SOON_SECONDS, TimeUnit.SECONDS);
        assertNotNull(next, "nothing came");
        return next;
    }

    /** For longer than the gateway's worker pauses. */
    public void assertNothingComes(String why) throws InterruptedException {
        assertNull(received.poll(1_300, TimeUnit.MILLISECONDS), why);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                received.add(read(new BufferedInputStream(connection.getInputStream())));
                String head = answers.isEmpty() ? "200 OK" : answers.remove();
                connection
                        .getOutputStream()
                        .write(("HTTP/1.1 " + head + "\r\nContent-Length: 4\r\nConnection: close\r\n\r\nseen")
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // the next one
            }
        }
    }

    private static Received read(InputStream in) throws IOException {
        String path = line(in).split(" ")[1];
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Received(path, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
