package io.tallyport.provider;

import io.tallyport.chat.Conversation;
import io.tallyport.error.GatewayException;

/** A surface whose calls can be translated for upstreams of other formats. */
public interface ConversationSurface extends Surface {

    /**
     * Reads the whole request, to be told in another format.
     *
     * @throws GatewayException 400 that names the field which is malformed or has no counterpart
     */
    Conversation conversation(byte[] body);

    /** Writes one answer in this format: a stream's events or one whole body, as the request asks. */
    AnswerWriter writer(AnswerHead head);
}
