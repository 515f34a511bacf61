package io.tallyport.tier;

import io.tallyport.database.Database;
import io.tallyport.database.DatabaseException;
import io.tallyport.database.DatabaseState;
import io.tallyport.database.Notifications;
import io.tallyport.tier.Announcements.Announcement;
import io.tallyport.timing.Intervals;
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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the terms of all nodes the same within two seconds: tells the others which wallets this node committed for, and
 * hears them. While it hears nothing, it reads what changed every second.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TierNews {
    static final String CHANNEL = "tallyport_terms";
    private static final Logger LOG = System.getLogger(TierNews.class.getName());

    /** In a statement of its own and not with each commit: PostgreSQL lets only one commit that notifies pass at a time. */
    private static final Duration ANNOUNCE_PAUSE = Duration.ofMillis(500);

    private static final Duration CATCH_UP_PAUSE = Duration.ofSeconds(1);

    private static final int LISTEN_MILLIS = 250;
    private static final long DEAF_NANOS = TimeUnit.MILLISECONDS.toNanos(700);
    private static final long RETRY_MILLIS = 500;

    @Inject
    private Database database;

    @Inject
    private DatabaseState state;

    @Inject
    private TierStore store;

    @Inject
    private Tiers tiers;

    @Inject
    private Announcements announcements;

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Intervals intervals;

    private volatile boolean stopped;
    private volatile boolean listening;
    private volatile long heardNanos = System.nanoTime();
    private @Nullable Thread listener;

    @PostConstruct
    void start() {
        listener = threads.newThread(this::listen);
        listener.start();
        intervals.every(ANNOUNCE_PAUSE, "announce commits to other nodes", this::announce);
        intervals.every(CATCH_UP_PAUSE, "read the terms that changed", this::catchUp);
    }

    @PreDestroy
    void stop() {
        stopped = true;
        if (listener != null) {
            listener.interrupt();
        }
    }

    private void catchUp() {
        tiers.forgetIdle();
        if (!state.isReachable()) {
            return;
        }
        if (!listening || System.nanoTime() - heardNanos > DEAF_NANOS) {
            tiers.readChanged();
        }
    }

    private void announce() {
        List<Announcement> news = announcements.take();
        if (news.isEmpty() || !state.isReachable()) {
            announcements.putBack(news);
            return;
        }
        try {
            store.announce(news);
        } catch (DatabaseException e) {
            announcements.putBack(news);
            throw e;
        }
    }

    private void listen() {
        while (!stopped) {
            try {
                listenUntilLost();
            } catch (RuntimeException e) {
                // whoever watches the database has told already
                if (state.isReachable()) {
                    LOG.log(Level.WARNING, "Could not hear what other nodes announce; trying again", e);
                }
            }
            listening = false;
            pause();
        }
    }

    private void listenUntilLost() {
        try (Notifications notifications = database.listen(CHANNEL)) {
            tiers.readChanged();
            while (!stopped) {
                List<String> payloads = notifications.next(LISTEN_MILLIS);
                heardNanos = System.nanoTime();
                listening = true;
                payloads.stream()
                        .flatMap(payload -> Announcement.parse(payload).stream())
                        .filter(heard -> !announcements.isOld(heard))
                        .forEach(tiers::heard);
                tiers.readOutdated();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }
}
