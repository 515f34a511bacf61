package io.tallyport.provider;

import io.tallyport.chat.AnswerEvent;

/** Writes one answer for a caller. Used by one thread at a time. {@code Failed} is not for it. */
public interface AnswerWriter {

    void accept(AnswerEvent event);

    /** The bytes written since the last time: for a plain answer all of them, after {@code Finished}. */
    byte[] take();
}
