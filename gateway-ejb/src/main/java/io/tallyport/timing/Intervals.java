package io.tallyport.timing;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Repeats work until the gateway stops. */
@ApplicationScoped
public class Intervals {
    private static final Logger LOG = System.getLogger(Intervals.class.getName());

    @Resource(lookup = "java:jboss/ee/concurrency/scheduler/default")
    private ManagedScheduledExecutorService scheduler;

    private final List<Future<?>> running = new CopyOnWriteArrayList<>();

    /**
     * Does it from now on, with a pause of this length after each time; in no transaction.
     *
     * @param what what "could not" be done where the work fails: it is logged, and the work goes on
     */
    public void every(Duration pause, String what, Runnable work) {
        running.add(scheduler.scheduleWithFixedDelay(
                () -> guarded(what, work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    @PreDestroy
    void stop() {
        running.forEach(one -> one.cancel(false));
    }

    private static void guarded(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Could not " + what + "; trying again", e);
        }
    }
}
