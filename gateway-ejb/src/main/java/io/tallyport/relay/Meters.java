package io.tallyport.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.pause.NoPauseDetector;
import io.tallyport.alert.BelowCost;
import io.tallyport.limit.Limits;
import io.tallyport.usage.Outcome;
import io.tallyport.usage.UsageEvent;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of calls: {@code tallyport_calls} by outcome, {@code tallyport_calls_below_cost_total} of those that brought less
 * than they cost us, and the calls under way.
 */
@ApplicationScoped
public class Meters {

    @Inject
    private MeterRegistry registry;

    @Inject
    private Limits limits;

    @Inject
    private BelowCost losses;

    private @Nullable Counter belowCost;
    private final Map<Outcome, Timer> calls = new EnumMap<>(Outcome.class);

    @PostConstruct
    void register() {
        for (Outcome outcome : Outcome.values()) {
            calls.put(
                    outcome,
                    Timer.builder("tallyport.calls")
                            .description("Calls that reached an upstream account, to the end of settlement")
                            .tag("outcome", outcome.name())
                            .pauseDetector(new NoPauseDetector())
                            .register(registry));
        }
        belowCost = registry.counter("tallyport.calls.below.cost");
        registry.gauge("tallyport.calls.under.way", limits, Limits::underWay);
    }

    void count(UsageEvent event, String account) {
        Counter counter = belowCost;
        if (event.marginNano() < 0 && counter != null) {
            counter.increment();
        }
        losses.count(account, event.modelId(), event.charge().debitNano(), event.costNano());
        Timer timer = calls.get(event.outcome());
        if (timer != null) {
            timer.record(event.timing().total(), TimeUnit.MICROSECONDS);
        }
    }
}
