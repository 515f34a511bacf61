package io.tallyport.relay;

import io.tallyport.provider.StreamWatch;
import io.tallyport.provider.UpstreamError;
import io.tallyport.provider.UsageReport;
import io.tallyport.transport.UpstreamHead;
import io.tallyport.transport.UpstreamRequest;
import io.tallyport.usage.TokenCounts;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How one attempt's bytes pass to its account and back: as they are, or told in another format. */
interface Passage {

    /** @param secret the account's */
    UpstreamRequest request(String secret);

    /** The headers of the caller's answer. */
    Map<String, String> headers(UpstreamHead head);

    StreamWatch watch();

    /** A whole plain answer of status 200; empty if it cannot be read. */
    Optional<Plain> plain(byte[] body);

    /** What an answer of another status than 200 says. */
    UpstreamError error(int status, byte[] body);

    /** @param body for the caller, given the tokens it is charged for; a stream's events if that was asked for */
    record Plain(UsageReport usage, Function<TokenCounts, byte[]> body) {}
}
