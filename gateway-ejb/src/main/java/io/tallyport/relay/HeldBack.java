package io.tallyport.relay;

import io.tallyport.timing.Intervals;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Streams that have answered and not yet brought a token; they begin for their callers after a second all the same. */
@ApplicationScoped
class HeldBack {
    private static final long MOST_NANOS = Duration.ofSeconds(1).toNanos();

    @Inject
    private Intervals intervals;

    private final Map<Attempt, Held> held = new ConcurrentHashMap<>();

    private record Held(Executor ioThread, long sinceNanos) {}

    @PostConstruct
    void start() {
        intervals.every(Duration.ofMillis(500), "begin streams that wait for their first token", this::beginTheSilent);
    }

    void watch(Attempt attempt, Executor ioThread) {
        held.put(attempt, new Held(ioThread, System.nanoTime()));
    }

    void forget(Attempt attempt) {
        held.remove(attempt);
    }

    private void beginTheSilent() {
        long now = System.nanoTime();
        held.forEach((attempt, since) -> {
            if (now - since.sinceNanos() > MOST_NANOS) {
                since.ioThread().execute(attempt::begin);
            }
        });
    }
}
