package io.tallyport.pool;

import java.util.concurrent.atomic.LongAdder;

/** How calls of one model went at one account since it was last taken. */
final class Tally {
    private final LongAdder calls = new LongAdder();
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder limited = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder firstTokens = new LongAdder();
    private final LongAdder firstTokenMicros = new LongAdder();
    private final LongAdder outputTokens = new LongAdder();
    private final LongAdder outputMicros = new LongAdder();
    private final LongAdder promptTokens = new LongAdder();
    private final LongAdder cachedTokens = new LongAdder();

    void asked() {
        calls.increment();
    }

    void limited() {
        limited.increment();
    }

    void failed() {
        failed.increment();
    }

    void firstToken(long micros) {
        firstTokens.increment();
        firstTokenMicros.add(micros);
    }

    void succeeded(Served served) {
        succeeded.increment();
        outputTokens.add(served.outputTokens());
        outputMicros.add(served.outputMicros());
        promptTokens.add(served.promptTokens());
        cachedTokens.add(served.cachedTokens());
    }

    /** What was counted since the last time, which counts no more. */
    Figures take() {
        return new Figures(
                calls.sumThenReset(),
                succeeded.sumThenReset(),
                limited.sumThenReset(),
                failed.sumThenReset(),
                firstTokens.sumThenReset(),
                firstTokenMicros.sumThenReset(),
                outputTokens.sumThenReset(),
                outputMicros.sumThenReset(),
                promptTokens.sumThenReset(),
                cachedTokens.sumThenReset());
    }
}
