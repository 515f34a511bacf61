package io.tallyport.provider.responses;

import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.chat.Conversation;
import io.tallyport.chat.WireFormat;
import io.tallyport.provider.AnswerHead;
import io.tallyport.provider.AnswerWriter;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.ConversationSurface;
import io.tallyport.provider.StreamWatch;
import io.tallyport.provider.UsageReport;
import io.tallyport.provider.responses.answer.ResponseWriter;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.DeliveredText;
import io.tallyport.wire.JsonFields;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** {@code /v1/responses} as callers speak it. */
@ApplicationScoped
public class ResponsesSurface implements ConversationSurface {

    @Override
    public WireFormat format() {
        return WireFormat.RESPONSES;
    }

    @Override
    public ChatRequest read(byte[] body) {
        return ResponsesRequestReader.read(body);
    }

    @Override
    public Optional<UsageReport> readPlain(byte[] body) {
        TokenCounts[] usage = {null};
        DeliveredText delivered = new DeliveredText();
        boolean whole = JsonFields.tryEach(body, 0, body.length, (name, value) -> {
            if (name.equals("usage") && value.currentToken() == JsonToken.START_OBJECT) {
                usage[0] = ResponsesUsage.read(value);
            }
            if (name.equals("output")) {
                delivered.addAll(value);
            }
            return false;
        });
        return whole ? Optional.of(new UsageReport(usage[0], usage[0] != null, delivered)) : Optional.empty();
    }

    @Override
    public StreamWatch watch(ChatRequest request) {
        return new ResponsesStreamWatch();
    }

    @Override
    public Conversation conversation(byte[] body) {
        return ConversationReader.read(body);
    }

    @Override
    public String fieldName(String field) {
        return switch (field) {
            case "response_format" -> "text.format";
            case "reasoning_effort" -> "reasoning.effort";
            default -> field;
        };
    }

    @Override
    public AnswerWriter writer(AnswerHead head) {
        return ResponseWriter.of(head);
    }
}
