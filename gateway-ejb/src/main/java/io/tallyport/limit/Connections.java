package io.tallyport.limit;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.error.Limit;
import io.tallyport.error.Limit.Kind;
import io.tallyport.error.Limit.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How many connections each address has open to this node. */
@ApplicationScoped
public class Connections {
    @Inject
    @ConfigProperty(name = "tallyport.limit.connections-per-address", defaultValue = "50")
    private int most;

    @Inject
    private IpExemptions exemptions;

    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    /**
     * Counts one in; {@link #close} must follow.
     *
     * @throws GatewayException 429 if the address has as many as it may have: then none is counted
     */
    public void open(String address) {
        boolean exempt = exemptions.contains(address);
        open.compute(Tallies.network(address), (any, count) -> {
            int before = count == null ? 0 : count;
            if (before >= most && !exempt) {
                throw tooMany();
            }
            return before + 1;
        });
    }

    public void close(String address) {
        open.computeIfPresent(Tallies.network(address), (any, count) -> count == 1 ? null : count - 1);
    }

    private GatewayException tooMany() {
        return GatewayException.limited(
                ErrorCode.RATE_LIMITED,
                new Limit(Scope.ADDRESS, Kind.CONNECTIONS, most, 0, 1),
                "Close connections you do not use, or send several calls over one.");
    }
}
