package io.tallyport.report;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Lets a few long questions at a time to the database, which calls need as well. */
@ApplicationScoped
public class Slots {
    private static final int AT_ONCE = 4;

    private final Semaphore free = new Semaphore(AT_ONCE);

    /** @throws GatewayException 503 if others are being answered */
    public <T> T with(Supplier<T> question) {
        if (!free.tryAcquire()) {
            throw new GatewayException(ErrorCode.OVERLOADED, "Other reports are being made; try again shortly.")
                    .retryAfter("1");
        }
        try {
            return question.get();
        } finally {
            free.release();
        }
    }
}
