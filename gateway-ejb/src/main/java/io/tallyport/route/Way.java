package io.tallyport.route;

import io.tallyport.chat.WireFormat;
import io.tallyport.upstream.UpstreamAccount;

/** One account, and the format it is spoken to in: the caller's own, or another by translation. */
public record Way(UpstreamAccount account, WireFormat format) {}
