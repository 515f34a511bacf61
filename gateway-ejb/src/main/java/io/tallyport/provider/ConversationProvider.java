package io.tallyport.provider;

import io.tallyport.chat.Conversation;
import io.tallyport.error.GatewayException;
import java.util.Map;

/** An upstream format that conversations of other surfaces can be told in. */
public interface ConversationProvider extends Provider {

    /**
     * The request's body in this format.
     *
     * @throws GatewayException 400 that names the field which this format, or the target's model, cannot express
     */
    byte[] write(Conversation conversation, Target target);

    /** Headers that a request written by {@link #write} needs beside the account's. */
    default Map<String, String> headers(Conversation conversation) {
        return Map.of();
    }

    /** Reads one answer in this format. */
    AnswerReader reader();
}
