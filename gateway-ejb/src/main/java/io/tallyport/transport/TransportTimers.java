package io.tallyport.transport;

import io.tallyport.timing.Intervals;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.time.Duration;

/** Ends overdue upstream calls every second. */
@Singleton
@Startup
public class TransportTimers {
    @Inject
    private Transport transport;

    @Inject
    private Intervals intervals;

    @PostConstruct
    void start() {
        intervals.every(Duration.ofSeconds(1), "end overdue upstream calls", transport::expireOverdue);
    }
}
