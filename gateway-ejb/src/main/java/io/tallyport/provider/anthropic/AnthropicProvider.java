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
        return Map.of("x-api-key", secret);
    }

    @Override
    public byte[] write(Conversation conversation, Target target) {
        return ConversationWriter.write(conversation, target);
    }

    @Override
    public Map<String, String> headers(Conversation conversation) {
        return Map.of(
                "anthropic-version", ConversationWriter.needsSecondVersion(conversation) ? "2026-10-21" : "2023-06-01");
    }

    @Override
    public AnswerReader reader() {
        return new MessageReader();
    }
}
