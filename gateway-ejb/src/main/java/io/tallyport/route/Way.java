package io.tallyport.route;

import io.tallyport.catalog.ProviderCost;
import io.tallyport.chat.WireFormat;
import io.tallyport.upstream.UpstreamAccount;

/**
 * One account, and the format it is spoken to in: the caller's own, or another by translation.
 *
 * @param cost what its provider charges us, as it stood when the call was authorised
 */
public record Way(UpstreamAccount account, WireFormat format, ProviderCost cost) {}
