package io.tallyport.provider.openai;

import io.tallyport.chat.Conversation;
import io.tallyport.chat.WireFormat;
import io.tallyport.provider.AnswerReader;
import io.tallyport.provider.ConversationProvider;
import io.tallyport.provider.Target;
import io.tallyport.provider.openai.request.ConversationWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** OpenAI Chat Completions. */
@ApplicationScoped
public class OpenAiProvider implements ConversationProvider {

    @Override
    public WireFormat format() {
        return WireFormat.CHAT_COMPLETIONS;
    }

    @Override
    public String path(String model, boolean stream) {
        return "/chat/completions";
    }

    @Override
    public Map<String, String> accountHeaders(String secret) {
        return Map.of("authorization", "Bearer " + secret);
    }

    @Override
    public byte[] write(Conversation conversation, Target target) {
        return ConversationWriter.write(conversation, target);
    }

    @Override
    public AnswerReader reader() {
        return new OpenAiAnswerReader();
    }
}
