package io.tallyport.proof;

import org.jspecify.annotations.Nullable;

/**
 * What a check reads.
 *
 * @param full from the first entry, else from each wallet's last checkpoint
 * @param walletId one wallet; null: all
 */
record Scope(boolean full, @Nullable Long walletId) {
    static final Scope FULL = new Scope(true, null);
    static final Scope TAIL = new Scope(false, null);

    Scope of(@Nullable Long wallet) {
        return new Scope(full, wallet);
    }
}
