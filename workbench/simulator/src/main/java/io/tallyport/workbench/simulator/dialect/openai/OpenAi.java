package io.tallyport.workbench.simulator.dialect.openai;

import io.tallyport.workbench.simulator.account.Quota;
import io.tallyport.workbench.simulator.account.VirtualClock;
import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.answer.Ids;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;
import io.tallyport.workbench.simulator.dialect.Bearer;
import io.tallyport.workbench.simulator.dialect.Endpoint;
import io.tallyport.workbench.simulator.dialect.Posted;
import io.tallyport.workbench.simulator.dialect.Provider;
import io.tallyport.workbench.simulator.dialect.openai.chat.Chat;
import io.tallyport.workbench.simulator.dialect.openai.embeddings.Embeddings;
import io.tallyport.workbench.simulator.dialect.openai.responses.Responses;
import io.tallyport.workbench.simulator.dialect.openai.shared.OpenAiErrors;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.util.LinkedHashMap;
import java.util.Map;

/** OpenAI: Chat Completions, Responses and Embeddings. */
public final class OpenAi implements Provider {
    private static final HttpString REQUEST_ID = new HttpString("x-request-id");
    private static final HttpString LIMIT_REQUESTS = new HttpString("x-ratelimit-limit-requests");
    private static final HttpString REMAINING_REQUESTS = new HttpString("x-ratelimit-remaining-requests");
    private static final HttpString RESET_REQUESTS = new HttpString("x-ratelimit-reset-requests");
    private static final Map<HttpString, String> HEADERS = new LinkedHashMap<>();
    private static final Endpoint MODELS = Endpoint.listing(models(), Chat.BREAKS);
    private static final Endpoint NOWHERE = Endpoint.of(
            request -> Refusal.of(404, "Invalid URL (" + request.method() + " " + request.path() + ")"), Chat.BREAKS);

    static {
        HEADERS.put(new HttpString("openai-processing-ms"), "12");
        HEADERS.put(new HttpString("openai-version"), "2020-10-01");
        HEADERS.put(new HttpString("openai-organization"), "simulated-organization");
        HEADERS.put(LIMIT_REQUESTS, "30000");
        HEADERS.put(new HttpString("x-ratelimit-limit-tokens"), "150000000");
        HEADERS.put(REMAINING_REQUESTS, "29999");
        HEADERS.put(new HttpString("x-ratelimit-remaining-tokens"), "149999985");
        HEADERS.put(RESET_REQUESTS, "2ms");
        HEADERS.put(new HttpString("x-ratelimit-reset-tokens"), "0s");
    }

    @Override
    public Endpoint endpoint(Posted request) {
        return switch (request.method() + " " + request.path()) {
            case "POST /v1/chat/completions" -> Chat.ENDPOINT;
            case "POST /v1/responses" -> Responses.ENDPOINT;
            case "POST /v1/embeddings" -> Embeddings.ENDPOINT;
            case "GET /v1/models" -> MODELS;
            default -> NOWHERE;
        };
    }

    @Override
    public String account(Posted request) {
        return Bearer.token(request.headers());
    }

    @Override
    public Refusal missingCredential() {
        return Refusal.of(
                401,
                "You didn't provide an API key. You need to provide your API key in an Authorization header using"
                        + " Bearer auth (i.e. Authorization: Bearer YOUR_KEY).");
    }

    @Override
    public Refusal fault(int status) {
        return OpenAiErrors.fault(status);
    }

    @Override
    public String addHeaders(HeaderMap responseHeaders, VirtualClock clock) {
        String requestId = Ids.hex("req_", 32);
        responseHeaders.put(REQUEST_ID, requestId);
        HEADERS.forEach(responseHeaders::put);
        return requestId;
    }

    @Override
    public void addQuota(HeaderMap responseHeaders, Quota quota, VirtualClock clock) {
        responseHeaders.put(LIMIT_REQUESTS, quota.requestsPerMinute());
        responseHeaders.put(REMAINING_REQUESTS, quota.remaining());
        responseHeaders.put(RESET_REQUESTS, quota.fullSeconds() + "s");
    }

    @Override
    public byte[] error(Refusal refusal, String requestId, int retryAfterSeconds) {
        return OpenAiErrors.body(refusal);
    }

    private static byte[] models() {
        return Bytes.ascii("{\"object\":\"list\",\"data\":[" + model("gpt-4o") + "," + model("gpt-4o-mini") + "]}");
    }

    private static String model(String id) {
        return "{\"id\":\"" + id + "\",\"object\":\"model\",\"created\":1715367049,\"owned_by\":\"system\"}";
    }
}
