package io.tallyport.health;

import io.tallyport.settlement.Settlements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The ledger writer takes calls. */
@Readiness
@ApplicationScoped
public class LedgerHealth implements HealthCheck {

    @Inject
    private Settlements settlements;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("ledger writer")
                .status(settlements.isAccepting())
                .build();
    }
}
