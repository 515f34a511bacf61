package io.tallyport.web.usage;

import io.tallyport.cache.CacheChoice;
import io.tallyport.cache.CacheFigures;
import io.tallyport.cache.CacheUse;
import io.tallyport.report.Grouping;
import io.tallyport.report.Reports;
import io.tallyport.report.Reports.CacheGroup;
import io.tallyport.web.security.Keyed;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/usage/cache}: what prompt caches brought, and what to ask them for. */
@Path("/usage/cache")
@Keyed(management = true)
@Produces(MediaType.APPLICATION_JSON)
public class CacheResource {

    @Inject
    private Reports reports;

    @GET
    public JsonObject figures(@Context HttpServletRequest request) {
        Question question = Question.of(request, "group_by", "from", "to", "day", "key", "model", "tag", "session");
        List<CacheGroup> groups = reports.caches(
                question.filter(),
                question.groupings(
                        "model", Grouping.MODEL, Grouping.KEY, Grouping.SESSION, Grouping.TAG, Grouping.DAY));
        JsonArrayBuilder data = Json.createArrayBuilder();
        groups.forEach(group -> data.add(json(UsageResource.group(group.group()), CacheFigures.of(group.uses()))));
        List<CacheUse> all =
                groups.stream().flatMap(group -> group.uses().stream()).toList();
        return Json.createObjectBuilder()
                .add("object", "usage.cache")
                .add("data", data)
                .add("total", json(Json.createObjectBuilder(), CacheFigures.of(all)))
                .build();
    }

    private static JsonObjectBuilder json(JsonObjectBuilder json, CacheFigures figures) {
        JsonObjectBuilder breakEven = Json.createObjectBuilder();
        figures.breakEvenPpm().forEach((choice, ppm) -> breakEven.add(choice.word(), Amounts.orNull(ppm)));
        JsonObjectBuilder costs = Json.createObjectBuilder();
        figures.costNano().forEach((choice, nano) -> costs.add(choice.word(), Amounts.of(nano)));
        @Nullable CacheChoice advice = figures.advice();
        return json.add("prompt_tokens", figures.promptTokens())
                .add("read_tokens", figures.readTokens())
                .add("written_tokens", figures.writtenTokens())
                .add("hit_rate_ppm", Amounts.orNull(figures.hitRatePpm()))
                .add("saved", Amounts.of(figures.savedNano()))
                .add("never_read_tokens", figures.neverReadTokens())
                .add("never_read_cost", Amounts.of(figures.neverReadNano()))
                .add("break_even_hit_rate_ppm", breakEven)
                .add("cost_of_cacheable_tokens", costs)
                .add("advice", Amounts.orNull(advice == null ? null : advice.word()));
    }
}
