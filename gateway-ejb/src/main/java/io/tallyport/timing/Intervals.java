package io.tallyport.timing;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Repeats work until the gateway stops. */
@ApplicationScoped
public class Intervals {
    private static final Logger LOG = System.getLogger(Intervals.class.getName());

    /** A question to a database that hangs holds one for itself. */
    private static final int THREADS = 4;

    @Resource
    private ManagedThreadFactory threads;

    private @Nullable ScheduledExecutorService executor;

    /** Not the server's scheduler: it drops for good what was due while the server was suspended. */
    @PostConstruct
    void start() {
        executor = Executors.newScheduledThreadPool(THREADS, threads);
    }

    /**
     * Does it from now on, with a pause of this length after each time; in no transaction.
     *
     * @param what what "could not" be done where the work fails: it is logged, and the work goes on
     */
    public void every(Duration pause, String what, Runnable work) {
        Future<?> unused = Objects.requireNonNull(executor)
                .scheduleWithFixedDelay(
                        () -> guarded(what, work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        Objects.requireNonNull(executor).shutdownNow();
    }

    private static void guarded(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Could not " + what + "; trying again", e);
        }
    }
}
