package io.tallyport.relay;

import io.tallyport.transport.UpstreamHead;
import io.tallyport.upstream.UpstreamAccount;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which headers pass, in either direction (wire.md rule 2): everything not named here stays behind. */
public final class ForwardedHeaders {
    private static final Set<String> OF_REQUEST =
            Set.of("anthropic-version", "anthropic-beta", "openai-beta", "idempotency-key", "user-agent");
    private static final Set<String> OF_REQUEST_PREFIXES = Set.of("x-stainless-");
    private static final Set<String> OF_ANSWER =
            Set.of("content-type", "retry-after", "retry-after-ms", "x-should-retry");
    private static final Set<String> OF_RETRIES = Set.of("retry-after", "retry-after-ms", "x-should-retry");

    private ForwardedHeaders() {}

    /** @param name in lower case */
    public static boolean isForwarded(String name) {
        return OF_REQUEST.contains(name) || OF_REQUEST_PREFIXES.stream().anyMatch(name::startsWith);
    }

    /** What every upstream request has, whatever its caller sent. */
    static Map<String, String> toAccount(Call call, UpstreamAccount account, Map<String, String> accountHeaders) {
        Map<String, String> headers = new HashMap<>(accountHeaders);
        headers.put("content-type", "application/json");
        headers.put("accept-encoding", "identity");
        if (account.provider().simulator()) {
            headers.putAll(call.request.simulatorHeaders());
        }
        return headers;
    }

    /** The caller's own map. */
    static Map<String, String> ofTranslatedAnswer(UpstreamHead head) {
        return new HashMap<>(head.select(OF_RETRIES, Set.of()));
    }

    /**
     * The upstream's rate limits stay behind: they are those of an account that many organisations share, and say nothing
     * about what this caller may do. It is told its own ({@code limit.LimitHeaders}).
     */
    static Map<String, String> ofAnswer(UpstreamHead head) {
        return head.select(OF_ANSWER, Set.of());
    }
}
