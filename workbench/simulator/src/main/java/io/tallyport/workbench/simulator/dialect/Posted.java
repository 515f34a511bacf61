package io.tallyport.workbench.simulator.dialect;

import io.tallyport.workbench.simulator.account.Output;
import io.undertow.util.HeaderMap;

/**
 * A request as it arrived.
 *
 * @param query without the question mark; empty if there is none
 * @param output what the test wants of the answer, and how strictly the request is to be read
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Posted(String method, String path, String query, HeaderMap headers, byte[] body, Output output) {
    public Posted with(Output other) {
        return new Posted(method, path, query, headers, body, other);
    }
}
