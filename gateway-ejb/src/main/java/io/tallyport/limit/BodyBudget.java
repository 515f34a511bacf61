package io.tallyport.limit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Memory for request bodies in flight, on the whole node; bytes. */
@ApplicationScoped
public class BodyBudget {
    @Inject
    @ConfigProperty(name = "tallyport.body.budget-bytes", defaultValue = "268435456")
    private long budget;

    private final AtomicLong used = new AtomicLong();

    /** @return false if it would not fit: the request is to be answered 503 */
    public boolean reserve(long bytes) {
        if (used.addAndGet(bytes) <= budget) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    public void release(long bytes) {
        used.addAndGet(-bytes);
    }
}
