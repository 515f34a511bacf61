package io.tallyport.alert;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what calls of each model on each account bring and cost, and says when together they cost more: at the first such
 * call, then once an hour as long as it goes on. Sums begin anew each hour, so that good hours hide no bad one. Calls that are
 * counted while sums begin anew may be missing from them.
 */
final class LossWatch {
    private static final long EVERY_NANOS = TimeUnit.HOURS.toNanos(1);

    private final ConcurrentHashMap<Where, Sums> sums = new ConcurrentHashMap<>();

    /** @param nanos for how long the sums were added up */
    record Loss(long nanos, long calls, long below, long debitNano, long costNano) {}

    private record Where(String account, String model) {}

    private static final class Sums {
        private final long since;
        private final boolean toldAtOnce;
        private final LongAdder calls = new LongAdder();
        private final LongAdder below = new LongAdder();
        private final LongAdder debit = new LongAdder();
        private final LongAdder cost = new LongAdder();

        Sums(long since, boolean toldAtOnce) {
            this.since = since;
            this.toldAtOnce = toldAtOnce;
        }
    }

    /**
     * @param now as {@link System#nanoTime} tells
     * @return what has been lost, if it is time to tell it
     */
    @Nullable
    Loss count(String account, String model, long debitNano, long costNano, long now) {
        Where where = new Where(account, model);
        Sums those = of(where, now);
        those.calls.increment();
        those.debit.add(debitNano);
        those.cost.add(costNano);
        if (debitNano < costNano) {
            those.below.increment();
        }
        boolean isOver = now - those.since >= EVERY_NANOS;
        if (!isOver && !(those.toldAtOnce && debitNano < costNano)) {
            return null;
        }
        Loss loss =
                new Loss(now - those.since, those.calls.sum(), those.below.sum(), those.debit.sum(), those.cost.sum());
        boolean isLoss = loss.debitNano() < loss.costNano();
        if (!isOver && !isLoss || !sums.replace(where, those, new Sums(now, !isLoss))) {
            return null;
        }
        return isLoss ? loss : null;
    }

    /** Without the lock that computing one would take. */
    private Sums of(Where where, long now) {
        @Nullable Sums found = sums.get(where);
        if (found != null) {
            return found;
        }
        Sums first = new Sums(now, true);
        @Nullable Sums other = sums.putIfAbsent(where, first);
        return other == null ? first : other;
    }
}
