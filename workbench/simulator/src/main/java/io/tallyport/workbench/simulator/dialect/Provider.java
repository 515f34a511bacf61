package io.tallyport.workbench.simulator.dialect;

import io.tallyport.workbench.simulator.account.Quota;
import io.tallyport.workbench.simulator.account.VirtualClock;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;

/** One provider's manners, the same on all of its paths. */
public interface Provider {
    /** What answers a path; an endpoint that refuses for a path that this provider does not have. */
    Endpoint endpoint(Posted request);

    /** The credential presented, which is the account; empty if there is none. */
    String account(Posted request);

    Refusal missingCredential();

    /** The provider's own words for a status that a test asked for. */
    Refusal fault(int status);

    /** Sets the headers of any answer, and returns the request id among them. */
    String addHeaders(HeaderMap responseHeaders, VirtualClock clock);

    /** Says how an account with a limit stands, where the provider has headers for it. */
    default void addQuota(HeaderMap responseHeaders, Quota quota, VirtualClock clock) {}

    /** Sets what only error answers carry. */
    default void addErrorHeaders(HeaderMap responseHeaders, int status) {}

    /** Asks the caller to come back later; also said on good answers. */
    default void addRetryAfter(HeaderMap responseHeaders, int seconds) {
        responseHeaders.put(Headers.RETRY_AFTER, seconds);
    }

    /** @param retryAfterSeconds negative if there is nothing to say about it */
    byte[] error(Refusal refusal, String requestId, int retryAfterSeconds);
}
