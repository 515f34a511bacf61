package io.tallyport.choice;

import io.tallyport.catalog.ProviderCost;
import io.tallyport.chat.WireFormat;
import io.tallyport.upstream.UpstreamAccount;
import io.tallyport.usage.UsageEvent.Placed;

/**
 * The account that an attempt of a call goes to.
 *
 * @param upstreamName what its provider calls the model
 * @param cost what its provider charges us, as it stood when the account was chosen
 * @param placed why it was chosen
 */
public record Way(Candidate candidate, String upstreamName, ProviderCost cost, Placed placed) {

    public UpstreamAccount account() {
        return candidate.account();
    }

    /** It is spoken to in this format: the caller's own, or another by translation. */
    public WireFormat format() {
        return candidate.format();
    }
}
