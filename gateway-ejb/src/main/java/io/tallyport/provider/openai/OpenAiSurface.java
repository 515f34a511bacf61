package io.tallyport.provider.openai;

import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.chat.Conversation;
import io.tallyport.chat.WireFormat;
import io.tallyport.provider.AnswerHead;
import io.tallyport.provider.AnswerWriter;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.ConversationSurface;
import io.tallyport.provider.StreamWatch;
import io.tallyport.provider.UsageReport;
import io.tallyport.provider.openai.request.ConversationReader;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.DeliveredText;
import io.tallyport.wire.JsonFields;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** {@code /v1/chat/completions} as callers speak it. */
@ApplicationScoped
public class OpenAiSurface implements ConversationSurface {

    @Override
    public WireFormat format() {
        return WireFormat.CHAT_COMPLETIONS;
    }

    @Override
    public ChatRequest read(byte[] body) {
        return OpenAiRequestReader.read(body);
    }

    @Override
    public Optional<UsageReport> readPlain(byte[] body) {
        TokenCounts[] usage = {null};
        DeliveredText delivered = new DeliveredText();
        boolean whole = JsonFields.tryEach(body, 0, body.length, (name, value) -> {
            if (name.equals("usage") && value.currentToken() == JsonToken.START_OBJECT) {
                usage[0] = OpenAiUsage.read(value).tokens();
            }
            if (name.equals("choices")) {
                delivered.addAll(value);
            }
            return false;
        });
        return whole ? Optional.of(new UsageReport(usage[0], usage[0] != null, delivered)) : Optional.empty();
    }

    @Override
    public StreamWatch watch(ChatRequest request) {
        return new OpenAiStreamWatch(request.choices(), request.usageSplice() != null);
    }

    @Override
    public Conversation conversation(byte[] body) {
        return ConversationReader.read(body);
    }

    @Override
    public String fieldName(String field) {
        return field.equals("stop_sequences") ? "stop" : field;
    }

    @Override
    public AnswerWriter writer(AnswerHead head) {
        return head.request().stream() ? new ChunkWriter(head) : new CompletionWriter(head);
    }
}
