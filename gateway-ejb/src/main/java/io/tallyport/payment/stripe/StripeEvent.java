package io.tallyport.payment.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tallyport.payment.PaymentProvider.Event;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads of an event only what it is about. */
final class StripeEvent {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final Set<String> FOLLOWED = Set.of(
            "checkout.session.completed",
            "checkout.session.async_payment_succeeded",
            "checkout.session.async_payment_failed",
            "checkout.session.expired",
            "charge.refunded",
            "charge.refund.updated",
            "refund.created",
            "refund.updated",
            "refund.failed",
            "charge.dispute.created",
            "charge.dispute.updated",
            "charge.dispute.closed",
            "charge.dispute.funds_withdrawn",
            "charge.dispute.funds_reinstated");

    private StripeEvent() {}

    /** @throws IllegalArgumentException if the body is no event */
    static Event read(byte[] body) {
        JsonNode event = parse(body);
        @Nullable String id = text(event, "id");
        if (id == null || !event.path("livemode").isBoolean()) {
            throw new IllegalArgumentException("an event has an id and a mode");
        }
        boolean isLive = event.path("livemode").booleanValue();
        JsonNode object = event.path("data").path("object");
        if (!FOLLOWED.contains(String.valueOf(text(event, "type")))) {
            return new Event(id, isLive, null, null);
        }
        return "checkout.session".equals(text(object, "object"))
                ? new Event(id, isLive, text(object, "id"), null)
                : new Event(id, isLive, null, text(object, "payment_intent"));
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode event = JSON.readTree(body);
            if (event == null || !event.isObject()) {
                throw new IllegalArgumentException("not an event");
            }
            return event;
        } catch (IOException e) {
            throw new IllegalArgumentException("not an event", e);
        }
    }

    private static @Nullable String text(JsonNode node, String field) {
        String text = node.path(field).asText("");
        return text.isEmpty() ? null : text;
    }
}
