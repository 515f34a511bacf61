package io.tallyport.limit;

import io.tallyport.chat.Protocol;
import io.tallyport.error.GatewayException;
import io.tallyport.error.Limit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Limits as headers: one of ours, and those that the vendors' clients slow down by (wire.md sections 2.2 and 3). */
public final class LimitHeaders {
    private LimitHeaders() {}

    /** Those of a refusal; the caller's own map. */
    public static Map<String, String> of(Protocol protocol, GatewayException refusal) {
        Map<String, String> headers = new HashMap<>();
        if (refusal.retryAfter() != null) {
            headers.put("retry-after", refusal.retryAfter());
        }
        @Nullable Limit limit = refusal.limit();
        if (limit != null) {
            headers.put("tallyport-limit", limit.inOneLine());
            putRate(headers, protocol, limit);
        }
        return headers;
    }

    static void putRate(Map<String, String> headers, Protocol protocol, Limit limit) {
        if (limit.kind() != Limit.Kind.REQUESTS_PER_MINUTE) {
            return;
        }
        String most = Long.toString(limit.limit());
        String remaining = Long.toString(limit.remaining());
        if (protocol == Protocol.ANTHROPIC) {
            headers.put("anthropic-ratelimit-requests-limit", most);
            headers.put("anthropic-ratelimit-requests-remaining", remaining);
            // for a client's eyes only: nothing is decided by this node's clock
            Instant reset = Instant.now().plusSeconds(limit.resetSeconds()).truncatedTo(ChronoUnit.SECONDS);
            headers.put("anthropic-ratelimit-requests-reset", reset.toString());
            return;
        }
        headers.put("x-ratelimit-limit-requests", most);
        headers.put("x-ratelimit-remaining-requests", remaining);
        headers.put("x-ratelimit-reset-requests", limit.resetSeconds() + "s");
    }
}
