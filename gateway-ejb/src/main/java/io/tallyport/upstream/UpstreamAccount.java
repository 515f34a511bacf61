package io.tallyport.upstream;

import org.jspecify.annotations.Nullable;

/**
 * An account at a provider; its secret is asked for at {@link UpstreamAccounts#secret}.
 *
 * @param name among ours, or among those of its organisation
 * @param group what routes name it by, with others of its kind
 * @param region what organisations allow and deny it by
 * @param weight its share among its like, 1 to 1000
 * @param organisationId whose own key it is, for its calls alone; null: ours
 */
public record UpstreamAccount(
        long id,
        String name,
        UpstreamProvider provider,
        @Nullable String group,
        @Nullable String region,
        int weight,
        Quota quota,
        @Nullable Long organisationId) {
    public static final int USUAL_WEIGHT = 100;

    public boolean isOurs() {
        return organisationId == null;
    }
}
