package io.tallyport.workbench.simulator.dialect;

import io.tallyport.workbench.simulator.account.VirtualClock;
import io.tallyport.workbench.simulator.dialect.Asked.Call;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;
import io.tallyport.workbench.simulator.prompt.CacheUse;
import io.tallyport.workbench.simulator.prompt.PromptCache;
import io.undertow.util.HeaderMap;
import java.util.Optional;

/** One provider's way to ask and to answer. */
public interface Dialect {
    /** The credential presented, which is the account. */
    Optional<String> account(HeaderMap requestHeaders);

    Asked read(byte[] body);

    /** Reads the body of a request that only counts its tokens. */
    Asked readForCounting(byte[] body);

    CacheUse use(PromptCache cache, Call call, long nowMillis);

    byte[] plain(Reply reply);

    Script stream(Reply reply);

    /** Sets the headers of any answer, and returns the request id among them. */
    String addHeaders(HeaderMap responseHeaders, VirtualClock clock);

    /** Sets what only error answers carry. */
    void addErrorHeaders(HeaderMap responseHeaders, int status);

    byte[] error(Refusal refusal, String requestId);

    /** The event that ends a stream in failure. */
    byte[] errorEvent();

    /** An event whose data is not JSON. */
    byte[] malformedEvent();

    Refusal missingCredential();

    Refusal unknownPath(String method, String path);

    /** The provider's own words for a status that a test asked for. */
    Refusal fault(int status);

    byte[] models();
}
