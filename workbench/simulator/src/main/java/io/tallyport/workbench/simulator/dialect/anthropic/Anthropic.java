package io.tallyport.workbench.simulator.dialect.anthropic;

import io.tallyport.workbench.simulator.account.Quota;
import io.tallyport.workbench.simulator.account.VirtualClock;
import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.answer.Ids;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;
import io.tallyport.workbench.simulator.dialect.Bearer;
import io.tallyport.workbench.simulator.dialect.Endpoint;
import io.tallyport.workbench.simulator.dialect.Endpoint.Breaks;
import io.tallyport.workbench.simulator.dialect.Posted;
import io.tallyport.workbench.simulator.dialect.Provider;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;

/** Anthropic: Messages and the counting of their tokens. */
public final class Anthropic implements Provider {
    private static final HttpString API_KEY = new HttpString("x-api-key");
    private static final HttpString REQUEST_ID = new HttpString("request-id");
    private static final HttpString SHOULD_RETRY = new HttpString("x-should-retry");
    private static final HttpString ORGANIZATION = new HttpString("anthropic-organization-id");
    private static final Breaks BREAKS = Breaks.of(
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"details\":null,"
                    + "\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n",
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"del\n\n");
    private static final Endpoint MESSAGES = Endpoint.of(AnthropicRequest::message, BREAKS);
    private static final Endpoint COUNT = Endpoint.of(AnthropicRequest::count, BREAKS);
    private static final Endpoint MODELS = Endpoint.listing(models(), BREAKS);
    private static final Endpoint NOWHERE = Endpoint.of(request -> Refusal.of(404, "Not found"), BREAKS);

    private final RateLimits rateLimits = new RateLimits();

    @Override
    public Endpoint endpoint(Posted request) {
        return switch (request.method() + " " + request.path()) {
            case "POST /v1/messages" -> MESSAGES;
            case "POST /v1/messages/count_tokens" -> COUNT;
            case "GET /v1/models" -> MODELS;
            default -> NOWHERE;
        };
    }

    /** {@code x-api-key} goes before a bearer token, should both be sent. */
    @Override
    public String account(Posted request) {
        String key = request.headers().getFirst(API_KEY);
        return key == null ? Bearer.token(request.headers()) : key;
    }

    @Override
    public Refusal missingCredential() {
        return Refusal.of(401, "x-api-key header is required");
    }

    @Override
    public Refusal fault(int status) {
        return AnthropicErrors.fault(status);
    }

    @Override
    public String addHeaders(HeaderMap responseHeaders, VirtualClock clock) {
        String requestId = Ids.base58("req_011C", 20);
        responseHeaders.put(REQUEST_ID, requestId);
        responseHeaders.put(ORGANIZATION, "00000000-0000-4000-8000-000000000000");
        rateLimits.addTo(responseHeaders, clock.millis() / 1000);
        return requestId;
    }

    @Override
    public void addQuota(HeaderMap responseHeaders, Quota quota, VirtualClock clock) {
        rateLimits.addTo(responseHeaders, quota, clock.millis() / 1000);
    }

    @Override
    public void addErrorHeaders(HeaderMap responseHeaders, int status) {
        boolean retry = status == 408 || status == 409 || status == 429 || status >= 500;
        responseHeaders.put(SHOULD_RETRY, Boolean.toString(retry));
    }

    @Override
    public byte[] error(Refusal refusal, String requestId, int retryAfterSeconds) {
        return AnthropicErrors.body(refusal, requestId);
    }

    private static byte[] models() {
        String first = "claude-sonnet-4-5-20250929";
        String second = "claude-haiku-4-5-20251001";
        return Bytes.ascii("{\"data\":[" + model(first, "Claude Sonnet 4.5") + "," + model(second, "Claude Haiku 4.5")
                + "],\"has_more\":false,\"first_id\":\"" + first + "\",\"last_id\":\"" + second + "\"}");
    }

    private static String model(String id, String name) {
        return "{\"type\":\"model\",\"id\":\"" + id + "\",\"display_name\":\"" + name
                + "\",\"created_at\":\"2025-09-29T00:00:00Z\"}";
    }
}
