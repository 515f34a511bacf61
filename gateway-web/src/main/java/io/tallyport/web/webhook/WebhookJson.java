package io.tallyport.web.webhook;

import io.tallyport.error.GatewayException;
import io.tallyport.notify.Attempt;
import io.tallyport.notify.Delivery;
import io.tallyport.notify.Endpoint;
import io.tallyport.notify.Endpoints;
import io.tallyport.notify.EventType;
import io.tallyport.web.usage.Amounts;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class WebhookJson {
    private WebhookJson() {}

    static JsonObject of(Endpoint endpoint) {
        return builder(endpoint).build();
    }

    static JsonObject of(Endpoints.WithSecret made) {
        return builder(made.endpoint()).add("secret", made.secret()).build();
    }

    private static JsonObjectBuilder builder(Endpoint endpoint) {
        return Json.createObjectBuilder()
                .add("object", "webhook_endpoint")
                .add("id", Long.toString(endpoint.id()))
                .add("url", endpoint.url().toString())
                .add("description", endpoint.description())
                .add(
                        "event_types",
                        endpoint.types().isEmpty()
                                ? JsonValue.NULL
                                : Json.createArrayBuilder(labels(endpoint.types()))
                                        .build())
                .add("enabled", endpoint.enabled())
                .add("disabled_reason", Amounts.orNull(endpoint.disabledReason()))
                .add("old_secret_ends_at", text(endpoint.oldSecretEnds()))
                .add("created_at", endpoint.createdAt().toString());
    }

    static JsonObject of(Delivery delivery) {
        return builder(delivery).build();
    }

    static JsonObject of(Delivery delivery, List<Attempt> attempts) {
        JsonArrayBuilder tried = Json.createArrayBuilder();
        attempts.forEach(attempt -> tried.add(of(attempt)));
        return builder(delivery)
                .add("attempt_log", tried)
                .add("payload", delivery.body())
                .build();
    }

    private static JsonObjectBuilder builder(Delivery delivery) {
        return Json.createObjectBuilder()
                .add("object", "webhook_delivery")
                .add("id", Long.toString(delivery.id()))
                .add("webhook_id", delivery.webhookId())
                .add("type", delivery.type())
                .add("state", delivery.state().name().toLowerCase(Locale.ROOT))
                .add("attempts", delivery.attempts())
                .add("next_attempt_at", text(delivery.nextAt()))
                .add("created_at", delivery.createdAt().toString());
    }

    private static JsonObject of(Attempt attempt) {
        return Json.createObjectBuilder()
                .add("n", attempt.n())
                .add("at", attempt.at().toString())
                .add("duration_ms", attempt.millis())
                .add("status", attempt.status() == null ? JsonValue.NULL : Json.createValue(attempt.status()))
                .add("error", Amounts.orNull(attempt.error()))
                .add("answer", Amounts.orNull(attempt.answer()))
                .build();
    }

    /** @throws GatewayException 400 for a word that is no event */
    static Set<EventType> types(List<String> labels) {
        return labels.stream()
                .map(label -> EventType.of(label)
                        .orElseThrow(() -> GatewayException.invalid(
                                "event_types",
                                "There is no event " + label + "; there are "
                                        + String.join(", ", labels(Arrays.asList(EventType.values()))) + ".")))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> labels(Collection<EventType> types) {
        return types.stream().map(EventType::label).sorted().toList();
    }

    private static JsonValue text(@Nullable Object value) {
        return Amounts.orNull(value == null ? null : value.toString());
    }
}
