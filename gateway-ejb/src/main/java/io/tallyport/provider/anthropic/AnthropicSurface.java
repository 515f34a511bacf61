package io.tallyport.provider.anthropic;

import io.tallyport.chat.Conversation;
import io.tallyport.chat.WireFormat;
import io.tallyport.provider.AnswerHead;
import io.tallyport.provider.AnswerWriter;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.ConversationSurface;
import io.tallyport.provider.StreamWatch;
import io.tallyport.provider.UsageReport;
import io.tallyport.wire.DeliveredText;
import io.tallyport.wire.JsonFields;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** {@code /v1/messages} as callers speak it. */
@ApplicationScoped
public class AnthropicSurface implements ConversationSurface {

    @Override
    public WireFormat format() {
        return WireFormat.MESSAGES;
    }

    @Override
    public ChatRequest read(byte[] body) {
        return AnthropicRequestReader.read(body);
    }

    @Override
    public Optional<UsageReport> readPlain(byte[] body) {
        AnthropicUsage usage = new AnthropicUsage();
        DeliveredText delivered = new DeliveredText();
        boolean whole = JsonFields.tryEach(body, 0, body.length, (name, value) -> {
            if (name.equals("usage")) {
                usage.accept(value);
            }
            if (name.equals("content")) {
                delivered.addAll(value);
            }
            return false;
        });
        if (!whole) {
            return Optional.empty();
        }
        return Optional.of(new UsageReport(usage.reported() ? usage.tokens() : null, usage.reported(), delivered));
    }

    @Override
    public StreamWatch watch(ChatRequest request) {
        return new AnthropicStreamWatch();
    }

    @Override
    public Conversation conversation(byte[] body) {
        return ConversationReader.read(body);
    }

    @Override
    public String fieldName(String field) {
        return switch (field) {
            case "parallel_tool_calls" -> "tool_choice.disable_parallel_tool_use";
            case "response_format" -> "output_config.format";
            case "reasoning_effort" -> "output_config.effort";
            case "stop" -> "stop_sequences";
            default -> field.replace("[", ".").replace("]", "");
        };
    }

    @Override
    public AnswerWriter writer(AnswerHead head) {
        return new MessageWriter(head);
    }
}
