package io.tallyport.affinity;

import io.tallyport.affinity.Placements.Placement;
import io.tallyport.timing.Intervals;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** Shares placements with other nodes, and with this one after a restart. */
@Singleton
@Startup
@DependsOn("Migrations")
public class PlacementTimers {
    private static final Duration SHARE_EVERY = Duration.ofMillis(500);
    private static final int READ_SECONDS = 3;
    private static final Duration PROLONG_EVERY = Duration.ofSeconds(30);

    @Inject
    private Placements placements;

    @Inject
    private PlacementStore store;

    @Inject
    private Intervals intervals;

    private long prolongedNanos = System.nanoTime();

    @PostConstruct
    void start() {
        adopt(store.all());
        intervals.every(SHARE_EVERY, "share where conversations are", this::share);
        intervals.every(PROLONG_EVERY, "prolong where conversations are", this::prolong);
    }

    private void share() {
        List<Placement> untold = placements.untold();
        if (!untold.isEmpty()) {
            store.place(untold);
            placements.told(untold);
        }
        adopt(store.newerThan(READ_SECONDS));
    }

    private void adopt(List<Placement> told) {
        long now = System.nanoTime();
        told.forEach(placement -> placements.adopt(placement, now));
    }

    private void prolong() {
        long now = System.nanoTime();
        List<Placement> used = placements.usedSince(prolongedNanos);
        if (!used.isEmpty()) {
            store.prolong(used);
        }
        prolongedNanos = now;
        placements.sweep(now);
        store.deleteOver();
    }
}
