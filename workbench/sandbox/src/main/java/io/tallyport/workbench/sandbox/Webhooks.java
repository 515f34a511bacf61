package io.tallyport.workbench.sandbox;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Tells the gateway, again and again until it answers 200; signed anew for each attempt, as Stripe signs. */
final class Webhooks implements AutoCloseable {
    private static final int OK = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LONGEST_PAUSE_MILLIS = 60_000;
    private static final int REMEMBERED = 200;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private final Deque<Delivery> deliveries = new ArrayDeque<>();
    private final @Nullable URI target;
    private final String secret;

    /** @param target null: nobody is told */
    Webhooks(@Nullable URI target, String secret) {
        this.target = target;
        this.secret = secret;
    }

    /** @param answer of the last attempt; 0: none came */
    record Delivery(String id, String type, String session, int attempts, int answer) {}

    void send(String type, String session) {
        Delivery first = new Delivery("evt_" + UUID.randomUUID(), type, session, 0, 0);
        remember(first);
        if (target != null) {
            clock.execute(() -> attempt(first, target));
        }
    }

    /** Newest first. */
    synchronized List<Delivery> of(String session) {
        return deliveries.stream().filter(one -> one.session().equals(session)).toList();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        http.close();
    }

    private void attempt(Delivery delivery, URI to) {
        http.sendAsync(request(delivery, to), BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode)
                .exceptionally(failure -> 0)
                .thenAccept(answer -> attempted(delivery, answer, to));
    }

    private void attempted(Delivery before, int answer, URI to) {
        Delivery now = new Delivery(before.id(), before.type(), before.session(), before.attempts() + 1, answer);
        remember(now);
        if (answer != OK && !clock.isShutdown()) {
            long pause = Math.min(500L << Math.min(now.attempts(), 10), LONGEST_PAUSE_MILLIS);
            clock.schedule(() -> attempt(now, to), pause, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void remember(Delivery delivery) {
        deliveries.removeIf(one -> one.id().equals(delivery.id()));
        deliveries.addFirst(delivery);
        if (deliveries.size() > REMEMBERED) {
            deliveries.removeLast();
        }
    }

    private HttpRequest request(Delivery delivery, URI to) {
        String body = "{\"id\":\"%s\",\"type\":\"%s\",\"live\":false,\"session\":\"%s\"}"
                .formatted(delivery.id(), delivery.type(), delivery.session());
        String timestamp = String.valueOf(Instant.now().getEpochSecond());
        return HttpRequest.newBuilder(to)
                .header("content-type", "application/json")
                .header("stripe-signature", "t=" + timestamp + ",v1=" + sign(timestamp + "." + body))
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private String sign(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
