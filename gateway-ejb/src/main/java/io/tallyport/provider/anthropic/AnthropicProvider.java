package io.tallyport.provider.anthropic;

import io.tallyport.chat.ChatRequest;
import io.tallyport.chat.ErrorText;
import io.tallyport.chat.JsonFields;
import io.tallyport.chat.Protocol;
import io.tallyport.chat.Provider;
import io.tallyport.chat.StreamWatch;
import io.tallyport.chat.TextLength;
import io.tallyport.chat.UsageReport;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** Anthropic Messages. */
@ApplicationScoped
public class AnthropicProvider implements Provider {

    @Override
    public Protocol protocol() {
        return Protocol.ANTHROPIC;
    }

    @Override
    public String chatPath() {
        return "/v1/messages";
    }

    @Override
    public Map<String, String> accountHeaders(String secret) {
        return Map.of("x-api-key", secret);
    }

    @Override
    public ChatRequest read(byte[] body) {
        return AnthropicRequestReader.read(body);
    }

    @Override
    public Optional<UsageReport> readPlain(byte[] body) {
        AnthropicUsage usage = new AnthropicUsage();
        long[] characters = {0};
        boolean whole = JsonFields.tryEach(body, 0, body.length, (name, value) -> {
            if (name.equals("usage")) {
                usage.accept(value);
            }
            if (name.equals("content")) {
                characters[0] += TextLength.of(value);
            }
            return false;
        });
        if (!whole) {
            return Optional.empty();
        }
        return Optional.of(new UsageReport(
                usage.reported() ? usage.tokens() : null, usage.reported(), TextLength.tokens(characters[0])));
    }

    @Override
    public StreamWatch watch(ChatRequest request) {
        return new AnthropicStreamWatch();
    }

    @Override
    public String errorMessage(byte[] body) {
        return ErrorText.read(body);
    }
}
