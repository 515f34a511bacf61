package io.tallyport.web.usage;

import io.tallyport.catalog.Catalog;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Ledger;
import io.tallyport.usage.CallCursor;
import io.tallyport.usage.RecordedCall;
import io.tallyport.usage.RequestId;
import io.tallyport.usage.UsageEvents;
import io.tallyport.usage.UsageEvents.CallPage;
import io.tallyport.web.security.Keyed;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/usage/requests} and {@code /v1/usage/requests/{request_id}}: calls line by line. */
@Path("/usage/requests")
@Keyed(management = true)
@Produces(MediaType.APPLICATION_JSON)
public class UsageRequestsResource {
    private static final int BY_DEFAULT = 50;
    private static final int MOST = 1000;

    @Inject
    private UsageEvents events;

    @Inject
    private Catalog catalog;

    @Inject
    private Ledger ledger;

    @GET
    public JsonObject list(@Context HttpServletRequest request) {
        Question question = Question.of(
                request, "limit", "cursor", "from", "to", "day", "key", "model", "tag", "session", "outcome");
        CallPage page = events.page(question.filter(), cursor(question), question.limit(BY_DEFAULT, MOST));
        JsonArrayBuilder data = Json.createArrayBuilder();
        page.calls().forEach(call -> data.add(CallJson.brief(call)));
        return Json.createObjectBuilder()
                .add("object", "list")
                .add("data", data)
                .add("has_more", page.older().isPresent())
                .add("older", text(page.older()))
                .add("newer", text(page.newer()))
                .build();
    }

    /** Not found as well if it is another organisation's or key's. */
    @GET
    @Path("/{request_id}")
    public JsonObject get(@PathParam("request_id") String id, @Context HttpServletRequest request) {
        Question question = Question.of(request);
        @Nullable String onlyKey = question.onlyKey();
        RecordedCall call = RequestId.parse(id)
                .map(RequestId::uuid)
                .flatMap(events::find)
                .filter(found -> found.event().walletId() == question.caller().walletId())
                .filter(found -> onlyKey == null || found.event().keyId().equals(onlyKey))
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.NOT_FOUND,
                        "No call of yours has the id " + id + ". Calls that were refused before they reached a provider"
                                + " are not on the books."));
        return CallJson.whole(
                call,
                catalog.price(call.event().charge().priceId()).orElseThrow(),
                ledger.entriesOf(call.id().uuid()));
    }

    private static @Nullable CallCursor cursor(Question question) {
        @Nullable String text = question.text("cursor");
        return text == null
                ? null
                : CallCursor.parse(text)
                        .orElseThrow(() -> GatewayException.invalid(
                                "cursor", "The cursor must be one that an answer gave as older or newer."));
    }

    private static JsonValue text(Optional<CallCursor> cursor) {
        return Amounts.orNull(cursor.map(CallCursor::toString).orElse(null));
    }
}
