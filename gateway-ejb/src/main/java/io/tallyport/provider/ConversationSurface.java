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

    /** What this format calls a field that OpenAI's chat completions call {@code field}; the same name if it has it too. */
    default String fieldName(String field) {
        return field;
    }

    /** A writer's refusal, naming the field as the caller wrote it. */
    default GatewayException inOwnWords(GatewayException refusal) {
        String field = refusal.param();
        return field == null ? refusal : refusal.naming(field, fieldName(field));
    }

    /** Writes one answer in this format: a stream's events or one whole body, as the request asks. */
    AnswerWriter writer(AnswerHead head);
}
