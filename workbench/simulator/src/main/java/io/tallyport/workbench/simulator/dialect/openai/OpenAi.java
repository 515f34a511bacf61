package io.tallyport.workbench.simulator.dialect.openai;

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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** OpenAI Chat Completions. */
public final class OpenAi implements Dialect {
    private static final HttpString REQUEST_ID = new HttpString("x-request-id");
    private static final Map<HttpString, String> HEADERS = new LinkedHashMap<>();

    static {
        HEADERS.put(new HttpString("openai-processing-ms"), "12");
        HEADERS.put(new HttpString("openai-version"), "2020-10-01");
        HEADERS.put(new HttpString("openai-organization"), "simulated-organization");
        HEADERS.put(new HttpString("x-ratelimit-limit-requests"), "30000");
        HEADERS.put(new HttpString("x-ratelimit-limit-tokens"), "150000000");
        HEADERS.put(new HttpString("x-ratelimit-remaining-requests"), "29999");
        HEADERS.put(new HttpString("x-ratelimit-remaining-tokens"), "149999985");
        HEADERS.put(new HttpString("x-ratelimit-reset-requests"), "2ms");
        HEADERS.put(new HttpString("x-ratelimit-reset-tokens"), "0s");
    }

    @Override
    public Optional<String> account(HeaderMap requestHeaders) {
        return Bearer.token(requestHeaders);
    }

    @Override
    public Asked read(byte[] body) {
        return OpenAiRequest.read(body);
    }

    @Override
    public Asked readForCounting(byte[] body) {
        return OpenAiRequest.read(body);
    }

    @Override
    public CacheUse use(PromptCache cache, Call call, long nowMillis) {
        return cache.useSteps(call.model(), call.prompt(), call.retention(), nowMillis);
    }

    @Override
    public byte[] plain(Reply reply) {
        return OpenAiAnswer.plain(reply);
    }

    @Override
    public Script stream(Reply reply) {
        return new OpenAiStream(reply);
    }

    @Override
    public String addHeaders(HeaderMap responseHeaders, VirtualClock clock) {
        String requestId = Ids.hex("req_", 32);
        responseHeaders.put(REQUEST_ID, requestId);
        HEADERS.forEach(responseHeaders::put);
        return requestId;
    }

    @Override
    public void addErrorHeaders(HeaderMap responseHeaders, int status) {
        // OpenAI's errors carry no header of their own
    }

    @Override
    public byte[] error(Refusal refusal, String requestId) {
        return OpenAiErrors.body(refusal);
    }

    @Override
    public byte[] errorEvent() {
        return Bytes.ascii("data: {\"error\":{\"message\":\"The server had an error while processing your request."
                + " Sorry about that!\",\"type\":\"server_error\",\"param\":null,\"code\":null}}\n\n");
    }

    @Override
    public byte[] malformedEvent() {
        return Bytes.ascii("data: {\"id\":\"chatcmpl-\",\"object\":\"chat.compl\n\n");
    }

    @Override
    public Refusal missingCredential() {
        return Refusal.of(
                401,
                "You didn't provide an API key. You need to provide your API key in an Authorization header using"
                        + " Bearer auth (i.e. Authorization: Bearer YOUR_KEY).");
    }

    @Override
    public Refusal unknownPath(String method, String path) {
        return Refusal.of(404, "Invalid URL (" + method + " " + path + ")");
    }

    @Override
    public Refusal fault(int status) {
        return OpenAiErrors.fault(status);
    }

    @Override
    public byte[] models() {
        return Bytes.ascii("{\"object\":\"list\",\"data\":[" + model("gpt-4o") + "," + model("gpt-4o-mini") + "]}");
    }

    private static String model(String id) {
        return "{\"id\":\"" + id + "\",\"object\":\"model\",\"created\":1715367049,\"owned_by\":\"system\"}";
    }
}
