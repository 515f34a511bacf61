package io.tallyport.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what is changed. */
@ApplicationScoped
public class Audit {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
            .build();

    @Inject
    private AuditStore store;

    /**
     * In the caller's transaction, so that no change is without its entry.
     *
     * @param action {@code account.create}
     * @param before records without secrets, or null
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(Actor actor, String action, String subject, @Nullable Object before, @Nullable Object after) {
        store.insert(actor, action, subject, json(before), json(after));
    }

    /** In a transaction of its own, for what was done in many. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void recordAlone(Actor actor, String action, String subject, Object after) {
        store.insert(actor, action, subject, null, json(after));
    }

    /** Newest first. */
    public List<AuditEntry> before(long id, int most) {
        return store.before(id, most);
    }

    private static @Nullable String json(@Nullable Object value) {
        try {
            return value == null ? null : JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON can be made of " + value.getClass(), e);
        }
    }
}
