package io.tallyport.key;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: a verified key.
 *
 * @param kind what the key is for
 * @param walletId equal to the organisation's id
 * @param models the only models the key may use; null: all
 * @param capped whether the key has a spend cap
 */
public record Caller(
        String keyId,
        KeyKind kind,
        long walletId,
        boolean suspended,
        @Nullable Set<String> models,
        boolean capped) {

    public boolean mayUse(String model) {
        return models == null || models.contains(model);
    }
}
