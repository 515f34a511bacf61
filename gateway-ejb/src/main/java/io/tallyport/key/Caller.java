package io.tallyport.key;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: a verified key and its organisation's terms.
 *
 * @param walletId equal to the organisation's id
 * @param models the only models the key may use; null: all
 * @param tierPpm the multiplier of its tier or contract
 * @param requestsPerMinute of its tier or contract, for the whole organisation
 */
public record Caller(
        String keyId,
        long walletId,
        boolean suspended,
        @Nullable Set<String> models,
        int tierPpm,
        int requestsPerMinute) {

    public boolean mayUse(String model) {
        return models == null || models.contains(model);
    }
}
