package io.tallyport.provider.gemini;

import io.tallyport.chat.Conversation;
import io.tallyport.chat.WireFormat;
import io.tallyport.provider.AnswerReader;
import io.tallyport.provider.ConversationProvider;
import io.tallyport.provider.Target;
import io.tallyport.provider.UpstreamError;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Gemini {@code generateContent} and {@code streamGenerateContent}; an account's base URL ends before the version. */
@ApplicationScoped
public class GeminiProvider implements ConversationProvider {

    @Override
    public WireFormat format() {
        return WireFormat.GENERATE_CONTENT;
    }

    @Override
    public String path(String model, boolean stream) {
        String safe = URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
        return "/v1beta/models/" + safe + (stream ? ":streamGenerateContent?alt=sse" : ":generateContent");
    }

    @Override
    public Map<String, String> accountHeaders(String secret) {
        return Map.of("x-goog-api-key", secret);
    }

    @Override
    public byte[] write(Conversation conversation, Target target) {
        return GeminiRequestWriter.write(conversation, target.model());
    }

    @Override
    public AnswerReader reader() {
        return new GeminiAnswerReader(SignedCallId::make);
    }

    @Override
    public UpstreamError readError(int status, byte[] body) {
        return GeminiErrors.read(status, body);
    }
}
