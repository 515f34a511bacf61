package io.tallyport.notify;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification on its way to one endpoint.
 *
 * @param attempts so far, one that is under way included
 * @param nextAt null once it has ended
 * @param body JSON, as every attempt sends it
 */
public record Delivery(
        long id,
        UUID notificationId,
        String type,
        State state,
        int attempts,
        @Nullable Instant nextAt,
        Instant createdAt,
        String body) {

    public enum State {
        PENDING,
        /** The endpoint answered 2xx. */
        DELIVERED,
        /** Given up: the schedule is over, or the endpoint is gone. */
        FAILED
    }

    /** The header {@code webhook-id}: the same for every attempt and every replay. */
    public String webhookId() {
        return webhookId(notificationId);
    }

    static String webhookId(UUID notificationId) {
        return "msg_" + notificationId.toString().replace("-", "");
    }
}
