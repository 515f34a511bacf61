package io.tallyport.settlement;

import io.tallyport.credit.Hold;
import io.tallyport.usage.UsageEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** One finished call on its way to the books. */
final class Settlement {
    final UsageEvent usage;
    final Hold hold;
    /** With what the wallet holds after it, in nano-credits. */
    final CompletableFuture<Long> committed = new CompletableFuture<>();

    final long acceptedAtNanos = System.nanoTime();
    /** Whether the database may have seen it; then its fate must be looked up before it is called lost. */
    boolean attempted;

    private final AtomicReference<State> state = new AtomicReference<>(State.PENDING);

    private enum State {
        PENDING,
        COMMITTED,
        EXPIRED
    }

    Settlement(UsageEvent usage, Hold hold) {
        this.usage = usage;
        this.hold = hold;
    }

    long debit() {
        return usage.charge().debitNano();
    }

    boolean isExpired() {
        return state.get() == State.EXPIRED;
    }

    /** @return false if the caller was told of failure first: then the debit must not stand */
    boolean commit() {
        return state.compareAndSet(State.PENDING, State.COMMITTED);
    }

    /** Gives up on it; whoever waits gets {@code cause}. */
    void expire(RuntimeException cause) {
        if (state.compareAndSet(State.PENDING, State.EXPIRED)) {
            committed.completeExceptionally(cause);
        }
    }
}
