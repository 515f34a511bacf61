package io.tallyport.provider.anthropic;

import io.tallyport.chat.Conversation;
import io.tallyport.chat.WireFormat;
import io.tallyport.provider.AnswerReader;
import io.tallyport.provider.ConversationProvider;
import io.tallyport.provider.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Anthropic Messages. */
@ApplicationScoped
public class AnthropicProvider implements ConversationProvider {
    /** Which callers mean who name none. */
    private static final String FIRST_VERSION = "2023-06-01";

    private static final String SECOND_VERSION = "2026-10-21";

    @Override
    public WireFormat format() {
        return WireFormat.MESSAGES;
    }

    @Override
    public String path(String model, boolean stream) {
        return "/v1/messages";
    }

    @Override
    public Map<String, String> accountHeaders(String secret) {
        return Map.of("x-api-key", secret, "anthropic-version", FIRST_VERSION);
    }

    @Override
    public byte[] write(Conversation conversation, Target target) {
        return ConversationWriter.write(conversation, target);
    }

    @Override
    public Map<String, String> headers(Conversation conversation) {
        return Map.of(
                "anthropic-version",
                ConversationWriter.needsSecondVersion(conversation) ? SECOND_VERSION : FIRST_VERSION);
    }

    @Override
    public AnswerReader reader() {
        return new MessageReader();
    }
}
