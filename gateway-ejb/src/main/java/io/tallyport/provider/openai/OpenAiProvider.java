package io.tallyport.provider.openai;

import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.chat.ChatRequest;
import io.tallyport.chat.ErrorText;
import io.tallyport.chat.JsonFields;
import io.tallyport.chat.Protocol;
import io.tallyport.chat.Provider;
import io.tallyport.chat.StreamWatch;
import io.tallyport.chat.TextLength;
import io.tallyport.chat.UsageReport;
import io.tallyport.usage.TokenCounts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** OpenAI Chat Completions. */
@ApplicationScoped
public class OpenAiProvider implements Provider {

    @Override
    public Protocol protocol() {
        return Protocol.OPENAI;
    }

    @Override
    public String chatPath() {
        return "/chat/completions";
    }

    @Override
    public Map<String, String> accountHeaders(String secret) {
        return Map.of("authorization", "Bearer " + secret);
    }

    @Override
    public ChatRequest read(byte[] body) {
        return OpenAiRequestReader.read(body);
    }

    @Override
    public Optional<UsageReport> readPlain(byte[] body) {
        TokenCounts[] usage = {null};
        long[] characters = {0};
        boolean whole = JsonFields.tryEach(body, 0, body.length, (name, value) -> {
            if (name.equals("usage") && value.currentToken() == JsonToken.START_OBJECT) {
                usage[0] = OpenAiUsage.read(value);
            }
            if (name.equals("choices")) {
                characters[0] += TextLength.of(value);
            }
            return false;
        });
        return whole
                ? Optional.of(new UsageReport(usage[0], usage[0] != null, TextLength.tokens(characters[0])))
                : Optional.empty();
    }

    @Override
    public StreamWatch watch(ChatRequest request) {
        return new OpenAiStreamWatch(request.choices(), request.usageSplice() != null);
    }

    @Override
    public String errorMessage(byte[] body) {
        return ErrorText.read(body);
    }
}
