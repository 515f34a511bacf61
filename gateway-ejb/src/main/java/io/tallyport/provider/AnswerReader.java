package io.tallyport.provider;

import io.tallyport.chat.AnswerEvent;
import java.util.function.Consumer;

/**
 * Reads one answer of an upstream's. Malformed or unknown events are passed over; what must not happen is an exception.
 * Used by one thread at a time.
 */
public interface AnswerReader {

    /** One whole server-sent event with its blank line: {@code bytes[from, to)}. */
    void event(byte[] bytes, int from, int to, Consumer<AnswerEvent> events);

    /**
     * The stream has no more bytes. Tells {@code Finished} if the answer was whole and its format has no closing event;
     * otherwise nothing, and the answer counts as broken off.
     */
    void end(Consumer<AnswerEvent> events);

    /**
     * A whole plain answer of status 200.
     *
     * @return false if it is not one whole JSON object of this format
     */
    boolean plain(byte[] body, Consumer<AnswerEvent> events);
}
