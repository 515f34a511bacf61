package io.tallyport.workbench.simulator.dialect.gemini;

import io.tallyport.workbench.simulator.account.VirtualClock;
import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.answer.Ids;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;
import io.tallyport.workbench.simulator.dialect.Endpoint;
import io.tallyport.workbench.simulator.dialect.Endpoint.Breaks;
import io.tallyport.workbench.simulator.dialect.Posted;
import io.tallyport.workbench.simulator.dialect.Provider;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;

/** Gemini, as at {@code /v1beta}. */
public final class Gemini implements Provider {
    private static final HttpString API_KEY = new HttpString("x-goog-api-key");
    private static final HttpString SERVICE_TIER = new HttpString("x-gemini-service-tier");
    private static final String KEY_PARAMETER = "key=";
    private static final Breaks BREAKS = Breaks.of(
            "data: {\"error\": {\"code\": 503,\"message\": \"The model is overloaded. Please try again later.\","
                    + "\"status\": \"UNAVAILABLE\"}}\r\n\r\n",
            "data: {\"candidates\": [{\"content\": {\"parts\": [{\"te\r\n\r\n");
    private static final Endpoint GENERATE = Endpoint.of(GenerateRequest::generate, BREAKS);
    private static final Endpoint COUNT = Endpoint.of(GenerateRequest::count, BREAKS);
    private static final Endpoint MODELS = Endpoint.listing(models(), BREAKS);
    private static final Endpoint NOWHERE =
            Endpoint.of(request -> Refusal.of(404, "Requested entity was not found."), BREAKS);

    @Override
    public Endpoint endpoint(Posted request) {
        if (request.method().equals("GET") && request.path().equals("/v1beta/models")) {
            return MODELS;
        }
        if (!request.method().equals("POST") || ModelPath.of(request.path()).isEmpty()) {
            return NOWHERE;
        }
        return switch (ModelPath.of(request.path()).get().operation()) {
            case "generateContent", "streamGenerateContent" -> GENERATE;
            case "countTokens" -> COUNT;
            default -> NOWHERE;
        };
    }

    /** The header goes before the parameter, should both be sent. */
    @Override
    public String account(Posted request) {
        String key = request.headers().getFirst(API_KEY);
        if (key != null) {
            return key;
        }
        for (String parameter : request.query().split("&", -1)) {
            if (parameter.startsWith(KEY_PARAMETER)) {
                return parameter.substring(KEY_PARAMETER.length());
            }
        }
        return "";
    }

    @Override
    public Refusal missingCredential() {
        return Refusal.of(
                403,
                "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or"
                        + " other form of API consumer identity to call this API.");
    }

    @Override
    public Refusal fault(int status) {
        return GeminiErrors.fault(status);
    }

    @Override
    public String addHeaders(HeaderMap responseHeaders, VirtualClock clock) {
        responseHeaders.put(SERVICE_TIER, "standard");
        return Ids.hex("", 16);
    }

    /** Stands in the error's details instead. */
    @Override
    public void addRetryAfter(HeaderMap responseHeaders, int seconds) {}

    @Override
    public byte[] error(Refusal refusal, String requestId, int retryAfterSeconds) {
        return GeminiErrors.body(refusal, retryAfterSeconds);
    }

    private static byte[] models() {
        return Bytes.ascii("{\"models\": [" + model("gemini-2.5-flash") + "," + model("gemini-3-pro-preview") + "]}");
    }

    private static String model(String id) {
        return "{\"name\": \"models/" + id + "\",\"version\": \"001\",\"displayName\": \"" + id
                + "\",\"inputTokenLimit\": 1048576,\"outputTokenLimit\": 65536,\"supportedGenerationMethods\":"
                + " [\"generateContent\",\"countTokens\"]}";
    }
}
