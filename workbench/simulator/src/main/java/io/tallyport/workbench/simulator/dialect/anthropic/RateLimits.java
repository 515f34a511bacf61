package io.tallyport.workbench.simulator.dialect.anthropic;

import io.tallyport.workbench.simulator.account.Quota;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.time.Instant;
import java.util.List;

/** The {@code anthropic-ratelimit-*} headers, which run low only where a test sets a limit. */
final class RateLimits {
    private static final List<Limit> LIMITS = List.of(
            Limit.of("requests", "4000", "3999"),
            Limit.of("tokens", "4800000", "4800000"),
            Limit.of("input-tokens", "4000000", "4000000"),
            Limit.of("output-tokens", "800000", "800000"));

    private volatile Reset reset = new Reset(0, "");

    private record Reset(long second, String text) {}

    private record Limit(HttpString limit, HttpString remaining, HttpString reset, String most, String left) {
        static Limit of(String kind, String most, String left) {
            String prefix = "anthropic-ratelimit-" + kind;
            return new Limit(
                    new HttpString(prefix + "-limit"),
                    new HttpString(prefix + "-remaining"),
                    new HttpString(prefix + "-reset"),
                    most,
                    left);
        }
    }

    void addTo(HeaderMap headers, long nowSeconds) {
        String resetAt = resetAt(nowSeconds);
        for (Limit limit : LIMITS) {
            headers.put(limit.limit(), limit.most());
            headers.put(limit.remaining(), limit.left());
            headers.put(limit.reset(), resetAt);
        }
    }

    /** Of an account with a limit on its requests. */
    void addTo(HeaderMap headers, Quota quota, long nowSeconds) {
        Limit requests = LIMITS.getFirst();
        headers.put(requests.limit(), quota.requestsPerMinute());
        headers.put(requests.remaining(), quota.remaining());
        headers.put(
                requests.reset(),
                Instant.ofEpochSecond(nowSeconds + quota.fullSeconds()).toString());
    }

    /** Rendered once a second: formatting a time costs more than the rest of the headers. */
    private String resetAt(long second) {
        Reset known = reset;
        if (known.second() == second) {
            return known.text();
        }
        String text = Instant.ofEpochSecond(second).toString();
        reset = new Reset(second, text);
        return text;
    }
}
