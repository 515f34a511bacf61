package io.tallyport.provider;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.DeliveredText;
import io.tallyport.wire.KeptEvents;
import io.tallyport.wire.KeptEvents.Fate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What watching has in common for every format whose bytes pass: a format judges its events, one by one. */
public abstract class PassingStream implements StreamWatch {
    private final KeptEvents events = new KeptEvents();
    private final DeliveredText delivered = new DeliveredText();
    private boolean complete;
    private @Nullable GatewayException failure;

    /** Reads one whole event and decides what becomes of it. */
    protected abstract Fate judge(byte[] bytes, int from, int to);

    /** The counts reported so far; null if none. */
    protected abstract @Nullable TokenCounts reported();

    /** Whether the output count is the final one. */
    protected abstract boolean outputReported();

    /** For what the model says. */
    protected final DeliveredText delivered() {
        return delivered;
    }

    /** The event that ends the stream has come. */
    protected final Fate complete() {
        complete = true;
        return Fate.KEEP;
    }

    /** The upstream sent an error; of several the first says why. */
    protected final Fate fail(boolean overloaded) {
        if (failure == null) {
            failure = failureOf(overloaded);
        }
        return Fate.DROP;
    }

    /** An upstream's error in mid-stream, in our words. */
    public static GatewayException failureOf(boolean overloaded) {
        return overloaded
                ? new GatewayException(ErrorCode.UPSTREAM_OVERLOADED, "Overloaded")
                : new GatewayException(ErrorCode.UPSTREAM_FAILED, "The model provider failed in mid-answer.");
    }

    @Override
    public final void accept(byte[] bytes, int length, Consumer<byte[]> forward) {
        events.accept(bytes, length, this::judge, forward);
    }

    @Override
    public final void end() {
        events.end(this::judge);
    }

    @Override
    public final boolean isComplete() {
        return complete;
    }

    @Override
    public final byte[] keptBack(TokenCounts charged) {
        return events.kept();
    }

    @Override
    public final @Nullable GatewayException failure() {
        return failure;
    }

    @Override
    public final UsageReport usage() {
        return new UsageReport(reported(), outputReported(), delivered);
    }
}
