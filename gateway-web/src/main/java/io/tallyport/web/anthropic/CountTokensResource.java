package io.tallyport.web.anthropic;

import io.tallyport.key.Caller;
import io.tallyport.token.CountTokens;
import io.tallyport.web.entry.Inbound;
import io.tallyport.web.security.ApiKeyFilter;
import io.tallyport.web.security.Keyed;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
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

/** {@code POST /v1/messages/count_tokens}, on a thread of its own: calls of known keys come in on I/O threads. */
@Path("/messages/count_tokens")
@Keyed
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class CountTokensResource {

    @Inject
    private CountTokens tokens;

    @Resource
    private ManagedExecutorService executor;

    @POST
    public void count(@Context HttpServletRequest request, @Suspended AsyncResponse response) {
        byte[] body = Inbound.current().body();
        Caller caller = (Caller) request.getAttribute(ApiKeyFilter.CALLER);
        String address = request.getRemoteAddr();
        executor.execute(() -> {
            try {
                response.resume(answer(tokens.messages(body, caller, address)));
            } catch (RuntimeException e) {
                response.resume(e);
            }
        });
    }

    private static JsonObject answer(long tokens) {
        return Json.createObjectBuilder().add("input_tokens", tokens).build();
    }
}
