package io.tallyport.alert;

import io.tallyport.alert.LossWatch.Loss;
import io.tallyport.ledger.Credits;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Alerts that a model's calls on an account cost more than they bring: once an hour for each, with the sums since. */
@ApplicationScoped
public class BelowCost {
    private final LossWatch watch = new LossWatch();

    @Inject
    private Alerts alerts;

    @Resource
    private ManagedExecutorService executor;

    /**
     * Counts a call. Does not wait for an alert: it is called on I/O threads.
     *
     * @param debitNano what it brings, and {@code costNano} what it costs us with all that was tried for it
     */
    public void count(String account, String model, long debitNano, long costNano) {
        @Nullable Loss loss = watch.count(account, model, debitNano, costNano, System.nanoTime());
        if (loss != null) {
            executor.execute(() -> alerts.raise(
                    "below-cost",
                    null,
                    "Calls of " + model + " on the account " + account + " cost more than they bring.",
                    told(loss)));
        }
    }

    private static String told(Loss loss) {
        return "In the last %d minutes %d calls brought %s and cost %s; %d of them cost more than they brought."
                .formatted(
                        TimeUnit.NANOSECONDS.toMinutes(loss.nanos()) + 1,
                        loss.calls(),
                        Credits.decimal(loss.debitNano()),
                        Credits.decimal(loss.costNano()),
                        loss.below());
    }
}
