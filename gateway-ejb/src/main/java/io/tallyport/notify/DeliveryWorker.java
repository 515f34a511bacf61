package io.tallyport.notify;

import io.tallyport.database.DatabaseClock;
import io.tallyport.database.DatabaseState;
import io.tallyport.notify.DeliveryStore.Claimed;
import io.tallyport.outbound.Outbound;
import io.tallyport.outbound.Posted;
import io.tallyport.timing.Intervals;
import io.tallyport.vault.Vault;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Sends what is due, on whatever node: a few at a time to each endpoint, so that one that hangs holds up its own. */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DeliveryWorker {
    private static final Logger LOG = System.getLogger(DeliveryWorker.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLAIM = Duration.ofMinutes(1);
    private static final Duration KEPT = Duration.ofDays(90);
    private static final Duration CLEANING = Duration.ofMinutes(10);
    private static final int CLEANED_AT_ONCE = 1_000;
    private static final int AT_ONCE = 32;
    private static final int OF_EACH = 4;

    private final RetrySchedule schedule = new RetrySchedule(new SecureRandom());
    /** Endpoints that something is under way to from here, and how much. */
    private final Map<Long, Integer> busy = new ConcurrentHashMap<>();

    private final AtomicInteger underWay = new AtomicInteger();

    @Inject
    private DeliveryStore store;

    @Inject
    private NotificationStore notifications;

    @Inject
    private Outbound outbound;

    @Inject
    private Vault vault;

    @Inject
    private DatabaseClock clock;

    @Inject
    private DatabaseState state;

    @Inject
    private Intervals intervals;

    @Resource
    private ManagedThreadFactory threads;

    private @Nullable ExecutorService senders;

    @PostConstruct
    void start() {
        senders = Executors.newFixedThreadPool(AT_ONCE, threads);
        intervals.every(PAUSE, "send webhooks", this::work);
        intervals.every(CLEANING, "forget old notifications", this::forget);
    }

    private void work() {
        int room = AT_ONCE - underWay.get();
        if (room <= 0 || !state.isReachable()) {
            return;
        }
        List<Claimed> claimed = store.claim(busy.keySet(), OF_EACH, room, CLAIM);
        for (Claimed delivery : claimed) {
            underWay.incrementAndGet();
            busy.merge(delivery.endpointId(), 1, Integer::sum);
            Objects.requireNonNull(senders).execute(() -> send(delivery));
        }
    }

    private void send(Claimed delivery) {
        try {
            Instant now = clock.now();
            Posted posted = outbound.post(delivery.url(), headers(delivery, now.getEpochSecond()), body(delivery));
            store.end(delivery, now, posted, schedule.after(posted, delivery.step(), now));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Delivery " + delivery.id() + " could not be worked on; trying again", e);
        } finally {
            busy.computeIfPresent(delivery.endpointId(), (id, count) -> count == 1 ? null : count - 1);
            underWay.decrementAndGet();
        }
    }

    /** While one secret replaces the other, both sign. */
    private Map<String, String> headers(Claimed delivery, long seconds) {
        String id = Delivery.webhookId(delivery.notificationId());
        String signature = signature(delivery, delivery.secret(), id, seconds);
        if (delivery.oldSecret() != null) {
            signature += ' ' + signature(delivery, delivery.oldSecret(), id, seconds);
        }
        return Map.of("webhook-id", id, "webhook-timestamp", String.valueOf(seconds), "webhook-signature", signature);
    }

    private String signature(Claimed delivery, byte[] sealed, String id, long seconds) {
        WebhookSecret secret = new WebhookSecret(vault.open(sealed, Endpoints.purpose(delivery.organisationId())));
        return secret.sign(id, seconds, body(delivery));
    }

    private static byte[] body(Claimed delivery) {
        return delivery.body().getBytes(StandardCharsets.UTF_8);
    }

    private void forget() {
        while (state.isReachable() && notifications.forget(KEPT, CLEANED_AT_ONCE) == CLEANED_AT_ONCE) {
            // there may be more
        }
    }

    @PreDestroy
    void stop() {
        Objects.requireNonNull(senders).shutdownNow();
    }
}
