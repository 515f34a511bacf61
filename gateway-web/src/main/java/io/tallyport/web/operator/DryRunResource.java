package io.tallyport.web.operator;

import io.tallyport.chat.WireFormat;
import io.tallyport.choice.DryRun;
import io.tallyport.choice.DryRun.Step;
import io.tallyport.error.GatewayException;
import io.tallyport.usage.Margin;
import io.tallyport.web.entry.Inbound;
import io.tallyport.web.request.Page;
import io.tallyport.web.security.OperatorKeyed;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/operator/organisations/{id}/dry-run}: where a request of an organisation would go now, and at what margin. The body
 * is the request as a client would send it; nothing is sent on, counted or charged.
 */
@Path("/operator/organisations/{id}/dry-run")
@OperatorKeyed
@Produces(MediaType.APPLICATION_JSON)
public class DryRunResource {
    @Inject
    private DryRun dryRun;

    @POST
    public JsonObject run(
            @PathParam("id") String id,
            @QueryParam("surface") @DefaultValue("messages") String surface,
            @QueryParam("session") @Nullable String session) {
        DryRun.Way way = dryRun.of(
                Page.id("organisation", id), format(surface), Inbound.current().body(), session);
        return Json.createObjectBuilder()
                .add("object", "dry_run")
                .add("model", way.model().id())
                .add("base_ppm", way.factors().basePpm())
                .add("tier_ppm", way.factors().tierPpm())
                .add("steps", steps(way.steps()))
                .add("not_now", steps(way.others()))
                .build();
    }

    private static WireFormat format(String surface) {
        return switch (surface) {
            case "messages" -> WireFormat.MESSAGES;
            case "chat_completions" -> WireFormat.CHAT_COMPLETIONS;
            case "responses" -> WireFormat.RESPONSES;
            case "embeddings" -> WireFormat.EMBEDDINGS;
            default ->
                throw GatewayException.invalid(
                        "surface", "surface is one of messages, chat_completions, responses, embeddings.");
        };
    }

    private static JsonArrayBuilder steps(List<Step> steps) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        steps.forEach(step -> array.add(step(step)));
        return array;
    }

    private static JsonObject step(Step step) {
        JsonArrayBuilder margins = Json.createArrayBuilder();
        step.margins().forEach(margin -> margins.add(margin(margin)));
        return Json.createObjectBuilder()
                .add("account", step.candidate().account().name())
                .add("provider", step.candidate().account().provider().name())
                .add("region", OperatorJson.text(step.candidate().account().region()))
                .add("upstream_model", step.upstreamModel())
                .add("format", OperatorJson.word(step.candidate().format()))
                .add("priority", step.candidate().priority())
                .add("fallback", OperatorJson.word(step.candidate().fallback()))
                .add("placed", OperatorJson.word(step.placed()))
                .add("standing", OperatorJson.word(step.standing()))
                .add("margins", margins)
                .build();
    }

    private static JsonObject margin(Margin margin) {
        return Json.createObjectBuilder()
                .add("class", OperatorJson.word(margin.tokenClass()))
                .add("above_input_tokens", margin.aboveInputTokens())
                .add("margin_ppm", margin.ppm())
                .add("negative", margin.negative())
                .build();
    }
}
