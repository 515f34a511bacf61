package io.tallyport.provisioning;

import io.tallyport.error.GatewayException;
import io.tallyport.upstream.Quota;
import io.tallyport.upstream.UpstreamAccount;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants an account to be.
 *
 * @param weight null: 100
 * @throws GatewayException 400 that names the field at fault
 */
public record AccountWish(
        @Nullable String group,
        @Nullable String region,
        @Nullable Integer weight,
        Quota quota) {
    private static final int MOST_WEIGHT = 1_000;

    public AccountWish {
        Checks.nameOrNull("group", group);
        Checks.nameOrNull("region", region);
        Checks.between("weight", weight, 1, MOST_WEIGHT);
        Checks.between("requests_per_minute", quota.requestsPerMinute(), 1, Integer.MAX_VALUE);
        Checks.between("tokens_per_minute", quota.tokensPerMinute(), 1, Long.MAX_VALUE);
        Checks.between("concurrency", quota.concurrency(), 1, Integer.MAX_VALUE);
    }

    int givenWeight() {
        return Objects.requireNonNullElse(weight, UpstreamAccount.USUAL_WEIGHT);
    }
}
