package io.tallyport.web.openai;

import io.tallyport.chat.WireFormat;
import io.tallyport.web.answer.ChatEntrance;
import io.tallyport.web.security.Keyed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;

/** {@code POST /v1/embeddings}. */
@Path("/embeddings")
@Keyed
@ApplicationScoped
public class EmbeddingsResource {

    @Inject
    private ChatEntrance entrance;

    @POST
    public void create(@Context HttpServletRequest request, @Suspended AsyncResponse response) {
        entrance.carry(WireFormat.EMBEDDINGS, request, response);
    }
}
