package io.tallyport.alert;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Alerts that a provider reports no usage (money.md B10): once a minute for an account's model, however many calls. */
@ApplicationScoped
public class MissingUsage {
    private static final long EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Map<String, Long> toldNanos = new ConcurrentHashMap<>();

    @Inject
    private Alerts alerts;

    @Resource
    private ManagedExecutorService executor;

    /** Does not wait for the alert: it is called on I/O threads. */
    public void noticed(String account, String model) {
        String subject = "The account " + account + " reports no usage of " + model
                + ": its calls are charged by our own count.";
        long now = System.nanoTime();
        @Nullable Long told = toldNanos.get(subject);
        if (told == null || now - told > EVERY_NANOS) {
            toldNanos.put(subject, now);
            executor.execute(() -> alerts.raise("usage-missing", null, subject));
        }
    }
}
