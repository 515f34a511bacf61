package io.tallyport.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.pause.NoPauseDetector;
import io.tallyport.limit.Limits;
import io.tallyport.usage.Outcome;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Metrics of calls: {@code tallyport_calls} by outcome, and the calls under way. */
@ApplicationScoped
public class Meters {

    @Inject
    private MeterRegistry registry;

    @Inject
    private Limits limits;

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
        registry.gauge("tallyport.calls.under.way", limits, Limits::underWay);
    }

    void count(Outcome outcome, long nanos) {
        Timer timer = calls.get(outcome);
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }
}
