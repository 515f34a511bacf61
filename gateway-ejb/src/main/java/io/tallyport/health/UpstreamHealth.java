package io.tallyport.health;

import io.tallyport.upstream.UpstreamAccount;
import io.tallyport.upstream.UpstreamAccounts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** At least one upstream account is enabled and has its secret. */
@Readiness
@ApplicationScoped
public class UpstreamHealth implements HealthCheck {

    @Inject
    private UpstreamAccounts accounts;

    @Override
    public HealthCheckResponse call() {
        long usable = accounts.usable().stream().filter(UpstreamAccount::isOurs).count();
        return HealthCheckResponse.named("upstream accounts")
                .status(usable > 0)
                .withData("usable", usable)
                .build();
    }
}
