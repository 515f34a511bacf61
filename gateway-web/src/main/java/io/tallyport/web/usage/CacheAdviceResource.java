package io.tallyport.web.usage;

import io.tallyport.advice.Advisor;
import io.tallyport.advice.Advisor.Advice;
import io.tallyport.advice.Advisor.Grouping;
import io.tallyport.advice.CacheAdvice;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
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
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/usage/cache/advice}: why prompt caches missed, and what they and affinity saved. For management keys. */
@Path("/usage/cache/advice")
@Keyed(management = true)
@Produces(MediaType.APPLICATION_JSON)
public class CacheAdviceResource {

    @Inject
    private Advisor advisor;

    @GET
    public JsonObject advice(@Context HttpServletRequest request) {
        Question question = Question.of(request, "group_by", "from", "to");
        if (question.onlyKey() != null) {
            throw new GatewayException(
                    ErrorCode.WRONG_KIND_OF_KEY,
                    "Advice is about the whole organisation: ask with a management key (mk-tp-...).");
        }
        Grouping grouping = grouping(question.text("group_by"));
        @Nullable Instant from = question.instant("from");
        @Nullable Instant to = question.instant("to");
        if (from != null && to != null && !from.isBefore(to)) {
            throw GatewayException.invalid("to", "The time in to must be later than the one in from.");
        }
        Advice advice = advisor.of(question.caller().walletId(), from, to, grouping);
        JsonArrayBuilder data = Json.createArrayBuilder();
        advice.parts()
                .forEach((begin, part) ->
                        data.add(json(Json.createObjectBuilder().add(word(grouping), begin(grouping, begin)), part)));
        return Json.createObjectBuilder()
                .add("object", "usage.cache.advice")
                .add("data", data)
                .add("total", json(Json.createObjectBuilder(), advice.total()))
                .build();
    }

    private static Grouping grouping(@Nullable String text) {
        for (Grouping grouping : Grouping.values()) {
            if (text == null || text.equals(word(grouping))) {
                return grouping;
            }
        }
        throw GatewayException.invalid("group_by", "group_by takes day or month.");
    }

    private static String word(Grouping grouping) {
        return switch (grouping) {
            case DAY -> "day";
            case MONTH -> "month";
        };
    }

    private static String begin(Grouping grouping, LocalDate begin) {
        return switch (grouping) {
            case DAY -> begin.toString();
            case MONTH -> begin.toString().substring(0, "2026-11".length());
        };
    }

    private static JsonObjectBuilder json(JsonObjectBuilder json, CacheAdvice advice) {
        JsonArrayBuilder misses = Json.createArrayBuilder();
        for (CacheAdvice.Miss miss : advice.misses()) {
            misses.add(Json.createObjectBuilder()
                    .add("reason", miss.reason().word())
                    .add("means", miss.reason().sentence())
                    .add("requests", miss.calls())
                    .add("tokens", miss.tokens())
                    .add("cost_above_reading", Amounts.of(miss.aboveReadingNano())));
        }
        CacheAdvice.Affinity affinity = advice.affinity();
        CacheAdvice.Direct direct = advice.direct();
        return json.add("requests", advice.calls())
                .add("hits", advice.hits())
                .add("prompt_tokens", advice.promptTokens())
                .add("read_tokens", advice.readTokens())
                .add("written_tokens", advice.writtenTokens())
                .add("saved", Amounts.of(advice.savedNano()))
                .add("misses", misses)
                .add(
                        "affinity",
                        Json.createObjectBuilder()
                                .add("requests", affinity.calls())
                                .add("read_tokens", affinity.readTokens())
                                .add("saved_estimate", Amounts.of(affinity.savedNano())))
                .add(
                        "direct",
                        Json.createObjectBuilder()
                                .add("list", Amounts.of(direct.listNano()))
                                .add("debit", Amounts.of(direct.debitNano()))
                                .add("saved", Amounts.of(Math.subtractExact(direct.listNano(), direct.debitNano())))
                                .add("hit_rate_ppm", Amounts.orNull(direct.hitRatePpm()))
                                .add("break_even_hit_rate_ppm", Amounts.orNull(direct.breakEvenPpm())));
    }
}
