package io.tallyport.workbench.simulator.dialect.anthropic;

import io.tallyport.workbench.simulator.account.VirtualClock;
import io.tallyport.workbench.simulator.dialect.Asked;
import io.tallyport.workbench.simulator.dialect.Asked.Call;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;
import io.tallyport.workbench.simulator.dialect.Bearer;
import io.tallyport.workbench.simulator.dialect.Bytes;
import io.tallyport.workbench.simulator.dialect.Dialect;
import io.tallyport.workbench.simulator.dialect.Ids;
import io.tallyport.workbench.simulator.dialect.Reply;
import io.tallyport.workbench.simulator.dialect.Script;
import io.tallyport.workbench.simulator.prompt.CacheUse;
import io.tallyport.workbench.simulator.prompt.PromptCache;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Anthropic Messages. */
public final class Anthropic implements Dialect {
    private static final HttpString API_KEY = new HttpString("x-api-key");
    private static final HttpString REQUEST_ID = new HttpString("request-id");
    private static final HttpString SHOULD_RETRY = new HttpString("x-should-retry");
    private static final HttpString ORGANIZATION = new HttpString("anthropic-organization-id");
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

    /** {@code x-api-key} goes before a bearer token, should both be sent. */
    @Override
    public Optional<String> account(HeaderMap requestHeaders) {
        String key = requestHeaders.getFirst(API_KEY);
        return key == null ? Bearer.token(requestHeaders) : Optional.of(key).filter(text -> !text.isEmpty());
    }

    @Override
    public Asked read(byte[] body) {
        return AnthropicRequest.read(body, true);
    }

    @Override
    public Asked readForCounting(byte[] body) {
        return AnthropicRequest.read(body, false);
    }

    @Override
    public CacheUse use(PromptCache cache, Call call, long nowMillis) {
        return cache.useBreakpoints(call.model(), call.prompt(), nowMillis);
    }

    @Override
    public byte[] plain(Reply reply) {
        return AnthropicAnswer.plain(reply);
    }

    @Override
    public Script stream(Reply reply) {
        return new AnthropicStream(reply);
    }

    @Override
    public String addHeaders(HeaderMap responseHeaders, VirtualClock clock) {
        String requestId = Ids.base58("req_011C", 20);
        responseHeaders.put(REQUEST_ID, requestId);
        responseHeaders.put(ORGANIZATION, "00000000-0000-4000-8000-000000000000");
        String resetAt = resetAt(clock.millis() / 1000);
        for (Limit limit : LIMITS) {
            responseHeaders.put(limit.limit(), limit.most());
            responseHeaders.put(limit.remaining(), limit.left());
            responseHeaders.put(limit.reset(), resetAt);
        }
        return requestId;
    }

    @Override
    public void addErrorHeaders(HeaderMap responseHeaders, int status) {
        boolean retry = status == 408 || status == 409 || status == 429 || status >= 500;
        responseHeaders.put(SHOULD_RETRY, Boolean.toString(retry));
    }

    @Override
    public byte[] error(Refusal refusal, String requestId) {
        return AnthropicErrors.body(refusal, requestId);
    }

    @Override
    public byte[] errorEvent() {
        return Bytes.ascii("event: error\ndata: {\"type\":\"error\",\"error\":{\"details\":null,"
                + "\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n");
    }

    @Override
    public byte[] malformedEvent() {
        return Bytes.ascii("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"del\n\n");
    }

    @Override
    public Refusal missingCredential() {
        return Refusal.of(401, "x-api-key header is required");
    }

    @Override
    public Refusal unknownPath(String method, String path) {
        return Refusal.of(404, "Not found");
    }

    @Override
    public Refusal fault(int status) {
        return AnthropicErrors.fault(status);
    }

    @Override
    public byte[] models() {
        String first = "claude-sonnet-4-5-20250929";
        String second = "claude-haiku-4-5-20251001";
        return Bytes.ascii("{\"data\":[" + model(first, "Claude Sonnet 4.5") + "," + model(second, "Claude Haiku 4.5")
                + "],\"has_more\":false,\"first_id\":\"" + first + "\",\"last_id\":\"" + second + "\"}");
    }

    private static String model(String id, String name) {
        return "{\"type\":\"model\",\"id\":\"" + id + "\",\"display_name\":\"" + name
                + "\",\"created_at\":\"2025-09-29T00:00:00Z\"}";
    }

    /** Rendered once a second: formatting a time costs more than the rest of the headers. */
    private String resetAt(long second) {
        Reset known = reset;
        if (known.second() == second) {
            return known.text();
        }
        String text =
                Instant.ofEpochSecond(second).truncatedTo(ChronoUnit.SECONDS).toString();
        reset = new Reset(second, text);
        return text;
    }
}
