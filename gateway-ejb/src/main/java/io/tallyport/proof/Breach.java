package io.tallyport.proof;

import org.jspecify.annotations.Nullable;

/**
 * What does not hold.
 *
 * @param walletId the one whose books it is in; null: no wallet's
 */
public record Breach(Invariant invariant, @Nullable Long walletId, String what) {

    @Override
    public String toString() {
        return invariant.name() + ": " + what;
    }
}
