package io.tallyport.web.models;

import io.tallyport.catalog.Model;
import io.tallyport.catalog.Named;
import io.tallyport.choice.Routes;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.web.security.ApiKeyFilter;
import io.tallyport.web.security.Keyed;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/models} and {@code /v1/models/{id}} in Anthropic's shape if an Anthropic client asks, else OpenAI's. */
@Path("/models")
@Keyed
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {
    private static final int MOST = 1000;

    @Inject
    private Routes routes;

    @Context
    private HttpServletRequest request;

    @HeaderParam("anthropic-version")
    private @Nullable String anthropicVersion;

    @HeaderParam("x-api-key")
    private @Nullable String apiKey;

    @GET
    public JsonObject list(
            @QueryParam("limit") @DefaultValue("20") int limit,
            @QueryParam("after_id") @Nullable String afterId,
            @QueryParam("before_id") @Nullable String beforeId,
            @QueryParam("lifecycle") @Nullable List<String> lifecycle) {
        if (!isAnthropic()) {
            return OpenAiModels.list(inStage(Lifecycle.BY_DEFAULT));
        }
        if (limit < 1 || limit > MOST) {
            throw GatewayException.invalid("limit", "limit: must be between 1 and " + MOST);
        }
        return AnthropicModels.page(inStage(stages(lifecycle)), limit, afterId, beforeId);
    }

    private List<Model> inStage(Set<String> stages) {
        return routes.known(ApiKeyFilter.caller(request).walletId()).stream()
                .filter(model -> stages.contains(Lifecycle.of(model))
                        && ApiKeyFilter.caller(request).mayUse(model.id()))
                .toList();
    }

    private static Set<String> stages(@Nullable List<String> asked) {
        if (asked == null || asked.isEmpty()) {
            return Lifecycle.BY_DEFAULT;
        }
        if (!Lifecycle.ALL.containsAll(asked)) {
            throw GatewayException.invalid("lifecycle", "lifecycle: must be active, deprecated or retired");
        }
        return Set.copyOf(asked);
    }

    @GET
    @Path("/{id}")
    public JsonObject get(@PathParam("id") String id) {
        Model model = routes.served(id, ApiKeyFilter.caller(request))
                .map(Named::model)
                .filter(found -> ApiKeyFilter.caller(request).mayUse(id)
                        || ApiKeyFilter.caller(request).mayUse(found.id()))
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.MODEL_NOT_FOUND,
                        isAnthropic() ? "model: " + id : "The model '" + id + "' does not exist"));
        return isAnthropic() ? AnthropicModels.one(model) : OpenAiModels.one(model);
    }

    private boolean isAnthropic() {
        return anthropicVersion != null || apiKey != null;
    }
}
