package io.tallyport.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tallyport.database.DatabaseClock;
import io.tallyport.database.TimeOrderedId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Map;

/** Takes in what customers are to be told. */
@ApplicationScoped
public class Notifications {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @Inject
    private NotificationStore store;

    @Inject
    private DatabaseClock clock;

    /**
     * Tells the organisation's endpoints that want this type, if the caller's transaction commits; keeps nothing where none
     * does. Belongs into the transaction of what it tells.
     *
     * @param data strings, numbers, lists and maps, under 20 kB as JSON; amounts as strings
     */
    @Transactional(TxType.MANDATORY)
    public void raise(long organisationId, EventType type, Map<String, ?> data) {
        store.insert(TimeOrderedId.next(), organisationId, type.label(), body(type, data));
    }

    /** Written once, so that every attempt and every replay sends the same bytes. */
    private String body(EventType type, Map<String, ?> data) {
        try {
            return JSON.writeValueAsString(
                    Map.of("type", type.label(), "timestamp", clock.now().toString(), "data", data));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not to be told as JSON: " + type, e);
        }
    }
}
