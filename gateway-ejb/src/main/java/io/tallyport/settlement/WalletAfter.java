package io.tallyport.settlement;

import io.tallyport.tier.SpendChange;
import org.jspecify.annotations.Nullable;

/**
 * What a commit left of a wallet.
 *
 * @param balance what it holds, debt deducted, in nano-credits
 * @param spend of its hour; null if nothing was charged
 */
record WalletAfter(long balance, @Nullable SpendChange spend) {}
