package io.tallyport.relay;

import io.tallyport.usage.TokenCounts;

/**
 * The tokens that a call is charged for.
 *
 * @param estimated whether the output is not the provider's final count
 * @param local whether the provider reported nothing, so that all was counted here
 */
record ChargedUsage(TokenCounts tokens, boolean estimated, boolean local) {
    static final ChargedUsage NOTHING = new ChargedUsage(TokenCounts.NONE, false, false);
}
