package io.tallyport.web.console.signin;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** At most ten failed attempts to sign in per address and five minutes, counted before the password is looked at. */
@ApplicationScoped
public class SignInThrottle {
    static final int MOST_ATTEMPTS = 10;
    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final int MOST_ADDRESSES = 10_000;

    private final Map<String, Attempts> byAddress = new ConcurrentHashMap<>();

    private record Attempts(int count, long sinceNanos) {
        boolean isOver() {
            return System.nanoTime() - sinceNanos > WINDOW_NANOS;
        }
    }

    /** @return false if this address has to wait */
    boolean tryAttempt(String address) {
        if (byAddress.size() > MOST_ADDRESSES) {
            byAddress.values().removeIf(Attempts::isOver);
        }
        return byAddress.compute(address, (any, before) -> next(before)).count() <= MOST_ATTEMPTS;
    }

    void succeeded(String address) {
        byAddress.remove(address);
    }

    private static Attempts next(@Nullable Attempts before) {
        if (before == null || before.isOver()) {
            return new Attempts(1, System.nanoTime());
        }
        return new Attempts(Math.min(before.count(), MOST_ATTEMPTS) + 1, before.sinceNanos());
    }
}
