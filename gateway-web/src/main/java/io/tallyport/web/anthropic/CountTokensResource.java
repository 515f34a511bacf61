package io.tallyport.web.anthropic;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.key.Caller;
import io.tallyport.token.CountTokens;
import io.tallyport.token.CountingThreads;
import io.tallyport.web.entry.Inbound;
import io.tallyport.web.security.ApiKeyFilter;
import io.tallyport.web.security.Keyed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;

/** {@code POST /v1/messages/count_tokens}, on a thread of its own: calls of known keys come in on I/O threads. */
@Path("/messages/count_tokens")
@Keyed
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class CountTokensResource {

    @Inject
    private CountTokens tokens;

    @Inject
    private CountingThreads threads;

    @POST
    public void count(@Context HttpServletRequest request, @Suspended AsyncResponse response) {
        byte[] body = Inbound.current().body();
        Caller caller = ApiKeyFilter.caller(request);
        threads.forCaller(() -> tokens.messages(body, caller)).whenComplete((count, failure) -> {
            if (failure == null) {
                response.resume(answer(count));
                return;
            }
            response.resume(failure instanceof CompletionException wrapped ? wrapped.getCause() : refusal(failure));
        });
    }

    private static Throwable refusal(Throwable failure) {
        return failure instanceof RejectedExecutionException
                ? new GatewayException(ErrorCode.OVERLOADED, "Too many counts are waiting; try again shortly.")
                        .retryAfter("1")
                : failure;
    }

    private static JsonObject answer(long tokens) {
        return Json.createObjectBuilder().add("input_tokens", tokens).build();
    }
}
