package io.tallyport.provider.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallyport.chat.AnswerEvent;
import io.tallyport.chat.StopReason;
import io.tallyport.chat.TokenUse;
import io.tallyport.provider.AnswerHead;
import io.tallyport.provider.AnswerWriter;
import io.tallyport.provider.openai.Chunk.ThinkingBlock;
import io.tallyport.wire.EventWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a plain answer. */
final class CompletionWriter implements AnswerWriter {
    private final EventWriter body = new EventWriter();
    private final AnswerOpening opening;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<ThinkingBlock> blocks = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final Annotations annotations = new Annotations();
    private int partOfReasoning;

    private record Call(String id, String name, StringBuilder arguments) {}

    CompletionWriter(AnswerHead head) {
        this.opening = new AnswerOpening(head, "chat.completion");
    }

    @Override
    public void accept(AnswerEvent event) {
        switch (event) {
            case AnswerEvent.Started started -> {
                if (started.model() != null) {
                    opening.model(started.model());
                }
            }
            case AnswerEvent.TextDelta delta -> {
                partOfReasoning = reasoning.length();
                text.append(delta.text());
                annotations.text(delta.text());
            }
            case AnswerEvent.RefusalDelta delta -> refusal.append(delta.text());
            case AnswerEvent.ThinkingDelta delta -> {
                annotations.endPart();
                reasoning.append(delta.text());
            }
            case AnswerEvent.ThinkingSigned signed -> {
                blocks.add(new ThinkingBlock(reasoning.substring(partOfReasoning), signed.signature(), null));
                endPart();
            }
            case AnswerEvent.RedactedThinking redacted -> {
                blocks.add(new ThinkingBlock("", null, redacted.data()));
                endPart();
            }
            case AnswerEvent.ToolCallStarted call -> {
                calls.add(new Call(call.id(), call.name(), new StringBuilder()));
                endPart();
            }
            case AnswerEvent.ArgumentsDelta delta ->
                calls.get(delta.call()).arguments().append(delta.json());
            case AnswerEvent.Cited cited -> annotations.cited(cited.citation());
            case AnswerEvent.PartEnded ended -> endPart();
            case AnswerEvent.ForeignPart foreign -> endPart();
            case AnswerEvent.Finished finished -> {
                endPart();
                write(finished.reason(), finished.use());
            }
            case AnswerEvent.Failed failed -> {}
        }
    }

    @Override
    public byte[] take() {
        return body.take();
    }

    private void endPart() {
        annotations.endPart();
        partOfReasoning = reasoning.length();
    }

    private void write(StopReason reason, @Nullable TokenUse use) {
        body.value(json -> {
            json.writeStartObject();
            opening.write(json);
            json.writeArrayFieldStart("choices");
            json.writeStartObject();
            json.writeNumberField("index", 0);
            json.writeObjectFieldStart("message");
            message(json);
            json.writeEndObject();
            json.writeNullField("logprobs");
            json.writeStringField("finish_reason", FinishReason.write(calls.isEmpty() ? reason : StopReason.TOOL_USE));
            json.writeEndObject();
            json.writeEndArray();
            if (use != null) {
                json.writeFieldName("usage");
                OpenAiUsage.write(json, use);
            }
            json.writeEndObject();
        });
    }

    private void message(JsonGenerator json) throws IOException {
        boolean silent = text.isEmpty() && !(calls.isEmpty() && refusal.isEmpty());
        json.writeStringField("role", "assistant");
        json.writeStringField("content", silent ? null : text.toString());
        json.writeStringField("refusal", refusal.isEmpty() ? null : refusal.toString());
        annotations.write(json);
        if (!reasoning.isEmpty()) {
            json.writeStringField("reasoning_content", reasoning.toString());
        }
        if (!blocks.isEmpty()) {
            json.writeArrayFieldStart("thinking_blocks");
            for (ThinkingBlock block : blocks) {
                json.writeStartObject();
                block.write(json);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (!calls.isEmpty()) {
            calls(json);
        }
    }

    private void calls(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("tool_calls");
        for (Call call : calls) {
            json.writeStartObject();
            json.writeStringField("id", call.id());
            json.writeStringField("type", "function");
            json.writeObjectFieldStart("function");
            json.writeStringField("name", call.name());
            json.writeStringField(
                    "arguments",
                    call.arguments().isEmpty() ? "{}" : call.arguments().toString());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
