package io.tallyport.margin;

import io.micrometer.core.instrument.MeterRegistry;
import io.tallyport.timing.Intervals;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The metric {@code tallyport_margin_negative}: open models that cost more than they bring at some tier. */
@Singleton
@Startup
@DependsOn("CatalogRefresh")
public class MarginMeters {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    @Inject
    private MeterRegistry registry;

    @Inject
    private Margins margins;

    @Inject
    private Intervals intervals;

    private final AtomicLong negative = new AtomicLong();

    @PostConstruct
    void start() {
        registry.gauge("tallyport.margin.negative", negative);
        intervals.every(PAUSE, "compute margins", () -> negative.set(margins.openBelowCost()));
    }
}
