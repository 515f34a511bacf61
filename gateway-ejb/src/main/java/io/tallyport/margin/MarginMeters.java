package io.tallyport.margin;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/** The metric {@code tallyport_margin_negative}: open models that cost more than they bring at some tier. */
@Singleton
@Startup
@DependsOn("CatalogRefresh")
public class MarginMeters {
    private static final Logger LOG = System.getLogger(MarginMeters.class.getName());

    @Inject
    private MeterRegistry registry;

    @Inject
    private Margins margins;

    private final AtomicLong negative = new AtomicLong();

    @PostConstruct
    void register() {
        registry.gauge("tallyport.margin.negative", negative);
    }

    @Schedule(hour = "*", minute = "*", second = "40", persistent = false)
    void measure() {
        try {
            negative.set(margins.openBelowCost());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Margins could not be computed", e);
        }
    }
}
