package io.tallyport.workbench.simulator.account;

import java.util.List;
import java.util.Map;

/** A request as it arrived; credentials are masked, the body is only known by its hash. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SeenRequest(
        String method,
        String path,
        String query,
        Map<String, List<String>> headers,
        byte[] bodySha256,
        int bodyBytes) {}
