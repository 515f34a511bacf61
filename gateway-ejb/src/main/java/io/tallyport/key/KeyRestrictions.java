package io.tallyport.key;

import io.tallyport.error.GatewayException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a key may do; null or an empty list: as much as its organisation.
 *
 * @param spendCapNano nano-credits in all, from the moment it is set
 * @param expiresAt by the database clock
 * @param addresses IP addresses and CIDR ranges it may be used from
 * @throws GatewayException 400 that names the field at fault
 */
public record KeyRestrictions(
        @Nullable Integer requestsPerMinute,
        @Nullable Long spendCapNano,
        OnExhaustion onExhaustion,
        @Nullable Set<String> models,
        @Nullable Instant expiresAt,
        List<String> addresses) {
    public static final KeyRestrictions NONE =
            new KeyRestrictions(null, null, OnExhaustion.REVOKE, null, null, List.of());

    /** What becomes of a key that has spent its cap. */
    public enum OnExhaustion {
        /** It is revoked: a stolen key ends there. */
        REVOKE,
        /** Its calls get 402 until the cap is raised. */
        REFUSE
    }

    public KeyRestrictions {
        if (requestsPerMinute != null && requestsPerMinute < 1) {
            throw GatewayException.invalid("requests_per_minute", "requests_per_minute is at least 1.");
        }
        if (spendCapNano != null && spendCapNano < 1) {
            throw GatewayException.invalid("spend_cap", "spend_cap is above 0.");
        }
        models = models == null || models.isEmpty() ? null : Set.copyOf(models);
        addresses =
                addresses.stream().map(KeyRestrictions::normalised).distinct().toList();
    }

    private static String normalised(String address) {
        try {
            return AddressRange.parse(address).text();
        } catch (IllegalArgumentException e) {
            throw GatewayException.invalid("addresses", "addresses: " + e.getMessage());
        }
    }
}
