package io.tallyport.workbench.simulator.answer;

/** Text that goes out token by token: one event of a stream each. */
public interface Tokens {
    int count();

    /** Appends the text of one token, escaped for a JSON string. */
    void append(int index, Bytes out);

    default void appendAll(Bytes out) {
        for (int i = 0; i < count(); i++) {
            append(i, out);
        }
    }
}
