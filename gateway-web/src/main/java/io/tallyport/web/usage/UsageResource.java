package io.tallyport.web.usage;

import io.tallyport.report.Grouping;
import io.tallyport.report.Reports;
import io.tallyport.report.UsageSum;
import io.tallyport.usage.CallFilter;
import io.tallyport.usage.TokenCounts;
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
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/usage}: calls added up. */
@Path("/usage")
@Keyed(management = true)
@Produces(MediaType.APPLICATION_JSON)
public class UsageResource {

    @Inject
    private Reports reports;

    @GET
    public JsonObject sums(@Context HttpServletRequest request) {
        Question question = Question.of(request, "group_by", "from", "to", "day", "key", "model", "tag", "session");
        CallFilter filter = question.filter();
        Set<Grouping> groupings = question.groupings(
                "day", Grouping.DAY, Grouping.HOUR, Grouping.KEY, Grouping.MODEL, Grouping.TAG, Grouping.SESSION);
        List<UsageSum> sums = reports.sums(filter, groupings);
        JsonArrayBuilder data = Json.createArrayBuilder();
        sums.forEach(sum -> data.add(figures(group(sum.group()), sum)));
        UsageSum total = sums.stream().reduce(new UsageSum(Map.of(), 0, TokenCounts.NONE, 0, 0), UsageSum::plus);
        return Json.createObjectBuilder()
                .add("object", "usage")
                .add("data", data)
                .add("total", figures(Json.createObjectBuilder(), total))
                .build();
    }

    static JsonObjectBuilder group(Map<Grouping, @Nullable String> group) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        group.forEach((grouping, value) -> json.add(grouping.word(), Amounts.orNull(value)));
        return json;
    }

    private static JsonObjectBuilder figures(JsonObjectBuilder json, UsageSum sum) {
        return json.add("requests", sum.requests())
                .add("tokens", Amounts.of(sum.tokens()))
                .add("list", Amounts.of(sum.listNano()))
                .add("debit", Amounts.of(sum.debitNano()));
    }
}
