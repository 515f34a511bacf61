package io.tallyport.provisioning;

import io.tallyport.upstream.Quota;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as it stands, without its secret.
 *
 * @param organisationId whose own key it is; null: ours
 * @param credential name of the configuration property that holds its secret; null: the secret is sealed, if there is one
 * @param secretSetAt when a sealed secret was set; null: there is none
 * @param secretHint its last characters
 * @param takenOutAt since when its provider refuses it
 */
public record AccountState(
        long id,
        String name,
        String provider,
        @Nullable String group,
        @Nullable String region,
        int weight,
        Quota quota,
        @Nullable Long organisationId,
        @Nullable String credential,
        @Nullable Instant secretSetAt,
        @Nullable String secretHint,
        boolean enabled,
        boolean fromSetupFile,
        @Nullable Instant takenOutAt,
        @Nullable String takenOutReason) {}
