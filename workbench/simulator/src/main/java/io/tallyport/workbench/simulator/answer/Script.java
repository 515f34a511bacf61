package io.tallyport.workbench.simulator.answer;

/** A stream's events, made one by one when they are wanted. */
public interface Script {
    int events();

    /** Appends the bytes of one event; {@code index} counts from 0. */
    void append(int index, Bytes out);

    /** Output tokens the caller has after this many events; all of them after the last. */
    long outputTokensAfter(int events);

    /** Where in a paced stream an event stands: a model's words take time, what frames them does not. */
    default long beat(int index) {
        return outputTokensAfter(index);
    }
}
