package io.tallyport.provider.embeddings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.chat.WireFormat;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.StreamWatch;
import io.tallyport.provider.Surface;
import io.tallyport.provider.UsageReport;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.DeliveredText;
import io.tallyport.wire.JsonFields;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v1/embeddings} as callers speak it. An embedding is no output: only its input is held for and charged. */
@ApplicationScoped
public class EmbeddingsSurface implements Surface {

    @Override
    public WireFormat format() {
        return WireFormat.EMBEDDINGS;
    }

    @Override
    public ChatRequest read(byte[] body) {
        return EmbeddingsRequestReader.read(body);
    }

    @Override
    public Optional<UsageReport> readPlain(byte[] body) {
        @Nullable TokenCounts[] usage = {null};
        boolean whole = JsonFields.tryEach(body, 0, body.length, (name, value) -> {
            if (name.equals("usage") && value.currentToken() == JsonToken.START_OBJECT) {
                usage[0] = usage(value);
            }
            return false;
        });
        return whole ? Optional.of(new UsageReport(usage[0], usage[0] != null, new DeliveredText())) : Optional.empty();
    }

    private static TokenCounts usage(JsonParser value) throws IOException {
        long[] prompt = {0};
        JsonFields.nested(value, (name, count) -> {
            if (name.equals("prompt_tokens")) {
                prompt[0] = JsonFields.count(count);
            }
            return true;
        });
        return new TokenCounts(prompt[0], 0, 0, 0, 0);
    }

    @Override
    public StreamWatch watch(ChatRequest request) {
        throw new IllegalStateException("embeddings do not stream");
    }
}
