package io.tallyport.web.entry;

import io.tallyport.error.GatewayException;
import io.tallyport.key.ApiKeys;
import io.tallyport.key.Caller;
import io.tallyport.limit.BodyBudget;
import io.tallyport.tier.Tiers;
import io.tallyport.usage.RequestId;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives every request to the API or a webhook its id, in both headers that clients read, and reads the bodies of POST and PUT. */
final class Entry implements HttpHandler {
    private static final HttpString REQUEST_ID = new HttpString("request-id");
    private static final HttpString X_REQUEST_ID = new HttpString("x-request-id");
    private static final String HEALTH = "/v1/health/";
    /** What waits for the database, the register of VAT identifiers, the payment provider. */
    private static final List<String> WAITING = List.of("/v1/billing/", "/v1/upstream-accounts");

    private static final byte[] NO_BODY = {};

    private final HttpHandler next;
    private final BodyBudget budget;
    private final ApiKeys keys;
    private final Tiers tiers;
    private final EntryExecutor executor;
    private final AddressGate gate;

    Entry(HttpHandler next, BodyBudget budget, ApiKeys keys, Tiers tiers, EntryExecutor executor, AddressGate gate) {
        this.next = next;
        this.budget = budget;
        this.keys = keys;
        this.tiers = tiers;
        this.executor = executor;
        this.gate = gate;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!isForPrograms(exchange.getRelativePath())) {
            next.handleRequest(exchange);
            return;
        }
        long arrivedNanos = System.nanoTime();
        RequestId id = RequestId.next();
        String text = id.toString();
        exchange.getResponseHeaders().put(REQUEST_ID, text).put(X_REQUEST_ID, text);
        if (!exchange.getRelativePath().startsWith(HEALTH)) {
            try {
                gate.enter(exchange);
            } catch (GatewayException refusal) {
                Refusal.send(exchange, refusal, id);
                return;
            }
        }
        if (!hasBody(exchange.getRequestMethod())) {
            new Inbound(id, arrivedNanos, arrivedNanos, NO_BODY, exchange.getIoThread(), null).attachTo(exchange);
            executor.sendNextToWorker();
            next.handleRequest(exchange);
            return;
        }
        new BodyRead(exchange, budget, id, body -> {
                    Caller caller = remembered(exchange.getRequestHeaders());
                    new Inbound(id, arrivedNanos, System.nanoTime(), body, exchange.getIoThread(), caller)
                            .attachTo(exchange);
                    if (caller == null || WAITING.stream().anyMatch(exchange.getRelativePath()::startsWith)) {
                        executor.sendNextToWorker();
                    }
                    return next;
                })
                .start();
    }

    private static boolean hasBody(HttpString method) {
        return method.equals(Methods.POST) || method.equals(Methods.PUT);
    }

    /** Not for browsers, which sign in. */
    private static boolean isForPrograms(String path) {
        return path.startsWith("/v1/") || path.startsWith("/hooks/");
    }

    /** Whoever calls, if key and terms are in memory; else they are looked up where waiting does no harm. */
    private @Nullable Caller remembered(HeaderMap headers) {
        return PresentedKey.of(headers.getFirst(PresentedKey.X_API_KEY), headers.getFirst(Headers.AUTHORIZATION))
                .flatMap(keys::remembered)
                .filter(caller -> tiers.isLoaded(caller.walletId()))
                .orElse(null);
    }
}
