package io.tallyport.web.operator;

import io.tallyport.error.GatewayException;
import io.tallyport.providerusage.Difference;
import io.tallyport.providerusage.Explanation;
import io.tallyport.providerusage.ProviderUsages;
import io.tallyport.providerusage.TokenDifference;
import io.tallyport.providerusage.UsageReport;
import io.tallyport.usage.TokenCounts;
import io.tallyport.web.entry.Inbound;
import io.tallyport.web.security.OperatorKeyFilter;
import io.tallyport.web.security.OperatorKeyed;
import io.tallyport.web.usage.Amounts;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code /v1/operator/provider-usage}: usage exports of providers beside what we have accrued. Amounts are nano-USD. */
@Path("/operator/provider-usage")
@OperatorKeyed
@Produces(MediaType.APPLICATION_JSON)
public class ProviderUsageResource {
    @Inject
    private ProviderUsages usages;

    @GET
    public JsonObject list() {
        return OperatorJson.list(usages.all(), taken -> json(taken).build());
    }

    @GET
    @Path("/{id}")
    public JsonObject get(@PathParam("id") String id) {
        return json(usages.report(number(id)));
    }

    /** The body is the file; the same one again changes nothing. */
    @POST
    public JsonObject take(@Context HttpServletRequest request) {
        @Nullable String name = request.getParameter("file_name");
        ProviderUsages.Period period = new ProviderUsages.Period(
                text(request, "account"),
                day(request, "from"),
                day(request, "to"),
                name == null ? "usage.csv" : name,
                OperatorKeyFilter.operator(request).name());
        return json(usages.take(period, Inbound.current().body()));
    }

    private static long number(String id) {
        return id.matches("[0-9]{1,18}") ? Long.parseLong(id) : 0;
    }

    private static String text(HttpServletRequest request, String name) {
        @Nullable String value = request.getParameter(name);
        if (value == null || value.isEmpty() || value.indexOf(0) >= 0) {
            throw GatewayException.invalid(name, "The parameter " + name + " is missing.");
        }
        return value;
    }

    private static LocalDate day(HttpServletRequest request, String name) {
        try {
            return LocalDate.parse(text(request, name));
        } catch (DateTimeException e) {
            throw GatewayException.invalid(name, name + " must be a date such as 2026-11-01; days are of UTC.");
        }
    }

    private static JsonObjectBuilder json(UsageReport.Import taken) {
        return Json.createObjectBuilder()
                .add("object", "provider_usage")
                .add("id", Long.toString(taken.id()))
                .add("account", taken.account())
                .add("from", taken.from().toString())
                .add("to", taken.to().toString())
                .add("format", taken.format().name().toLowerCase(Locale.ROOT))
                .add("file_name", taken.fileName())
                .add("actor", taken.actor())
                .add("at", taken.at().toString());
    }

    private static JsonObject json(UsageReport report) {
        JsonArrayBuilder lines = Json.createArrayBuilder();
        report.lines().forEach(line -> lines.add(json(line)));
        UsageReport.Total total = report.total();
        return json(report.source())
                .add(
                        "total",
                        figures(
                                        total.theirTokens(),
                                        total.ourTokens(),
                                        total.tokens(),
                                        total.theirCostNano(),
                                        total.ourCostNano(),
                                        total.costNano(),
                                        total.failedNano())
                                .add("lines_that_differ", total.differing()))
                .add("lines", lines)
                .build();
    }

    private static JsonObjectBuilder json(Difference line) {
        JsonArrayBuilder explanations = Json.createArrayBuilder();
        line.explanations().stream().map(Explanation::word).forEach(explanations::add);
        return figures(
                        line.theirTokens(),
                        line.ours().tokens(),
                        line.tokens(),
                        line.theirCostNano(),
                        line.ours().costNano(),
                        line.costNano(),
                        line.ours().failedNano())
                .add("day", line.day().toString())
                .add("model", line.model())
                .add("requests", line.ours().calls())
                .add("agrees", line.agrees())
                .add("explanations", explanations);
    }

    private static JsonObjectBuilder figures(
            @Nullable TokenCounts theirTokens,
            TokenCounts ourTokens,
            @Nullable TokenDifference tokens,
            @Nullable Long theirNano,
            long ourNano,
            @Nullable Long nano,
            long failedNano) {
        return Json.createObjectBuilder()
                .add("their_tokens", theirTokens == null ? JsonValue.NULL : Amounts.of(theirTokens))
                .add("our_tokens", Amounts.of(ourTokens))
                .add("token_difference", tokens == null ? JsonValue.NULL : json(tokens))
                .add("their_cost_nano", nano(theirNano))
                .add("our_cost_nano", Long.toString(ourNano))
                .add("cost_difference_nano", nano(nano))
                .add("failed_attempts_cost_nano", Long.toString(failedNano));
    }

    private static JsonValue nano(@Nullable Long nano) {
        return Amounts.orNull(nano == null ? null : nano.toString());
    }

    private static JsonObject json(TokenDifference tokens) {
        return Json.createObjectBuilder()
                .add("input", tokens.input())
                .add("cache_write_5m", tokens.cacheWrite5m())
                .add("cache_write_1h", tokens.cacheWrite1h())
                .add("cache_read", tokens.cacheRead())
                .add("audio_input", tokens.audioInput())
                .add("output", tokens.output())
                .build();
    }
}
