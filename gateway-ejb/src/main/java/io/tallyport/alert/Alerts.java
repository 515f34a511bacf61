package io.tallyport.alert;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Raises alerts and closes them; an alert stands whatever becomes of the work that raised it. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Alerts {
    private static final Logger LOG = System.getLogger(Alerts.class.getName());

    @Inject
    private AlertStore store;

    @Inject
    private MeterRegistry registry;

    /**
     * @param code what kind, for machines: words with hyphens
     * @param subject what exactly, for people; the same words again count on the same alert
     */
    public void raise(String code, @Nullable Long walletId, String subject) {
        raise(code, walletId, subject, null);
    }

    /** @param detail figures, which may be others each time */
    public void raise(String code, @Nullable Long walletId, String subject, @Nullable String detail) {
        long times = store.raise(code, walletId, subject, detail);
        Counter.builder("tallyport.alerts")
                .description("Times that something was found which people must look at")
                .tag("code", code)
                .register(registry)
                .increment();
        if (times == 1) {
            LOG.log(Level.ERROR, "Alert {0}: {1} {2}", code, subject, detail == null ? "" : detail);
        }
    }

    /** It has been looked at; found again, it is a new one. */
    public void close(long id, String actor) {
        store.close(id, actor);
    }

    /** The latest first. */
    public List<Alert> open() {
        return store.open();
    }
}
