package io.tallyport.provider.openai;

import io.tallyport.chat.AnswerEvent;
import io.tallyport.chat.StopReason;
import io.tallyport.chat.TokenUse;
import io.tallyport.provider.AnswerHead;
import io.tallyport.provider.AnswerWriter;
import io.tallyport.provider.openai.Chunk.ThinkingBlock;
import io.tallyport.wire.EventWriter;
import io.tallyport.wire.EventWriter.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer as chunks, in the order of real ones (wire.md section 3). Thinking streams as {@code reasoning_content};
 * what a caller must send back of it follows as one of {@code thinking_blocks} when a part of it ends.
 */
final class ChunkWriter implements AnswerWriter, CallOrder.Sink {
    private final EventWriter events = new EventWriter();
    private final AnswerOpening opening;
    private final boolean showsUsage;
    private final CallOrder calls = new CallOrder(this);
    private final Annotations annotations = new Annotations();
    private final StringBuilder thinking = new StringBuilder();
    private int blocks;
    private boolean begun;

    ChunkWriter(AnswerHead head) {
        this.opening = new AnswerOpening(head, "chat.completion.chunk");
        this.showsUsage = head.request().showsUsage();
    }

    @Override
    public void accept(AnswerEvent event) {
        switch (event) {
            case AnswerEvent.Started started -> {
                if (started.model() != null) {
                    opening.model(started.model());
                }
            }
            case AnswerEvent.TextDelta delta -> text(delta.text());
            case AnswerEvent.RefusalDelta delta -> word("refusal", delta.text());
            case AnswerEvent.ThinkingDelta delta -> thinking(delta.text());
            case AnswerEvent.ThinkingSigned signed ->
                block(new ThinkingBlock(thinking.toString(), signed.signature(), null));
            case AnswerEvent.RedactedThinking redacted -> block(new ThinkingBlock("", null, redacted.data()));
            case AnswerEvent.ToolCallStarted call -> {
                endPart();
                calls.start(call.id(), call.name());
            }
            case AnswerEvent.ArgumentsDelta delta -> calls.arguments(delta.call(), delta.json());
            case AnswerEvent.Cited cited -> annotations.cited(cited.citation());
            case AnswerEvent.PartEnded ended -> endPart();
            case AnswerEvent.ForeignPart foreign -> endPart();
            case AnswerEvent.Finished finished -> finish(finished.reason(), finished.use());
            case AnswerEvent.Failed failed -> {}
        }
    }

    @Override
    public byte[] take() {
        return events.take();
    }

    private void text(String text) {
        thinking.setLength(0);
        annotations.text(text);
        word("content", text);
    }

    private void thinking(String text) {
        annotations.endPart();
        thinking.append(text);
        word("reasoning_content", text);
    }

    private void word(String field, String text) {
        if (!text.isEmpty()) {
            begin(true);
            chunk(json -> json.writeStringField(field, text), null);
        }
    }

    /** The index is for clients that merge lists by it. */
    private void block(ThinkingBlock block) {
        endPart();
        begin(true);
        int index = blocks++;
        chunk(
                json -> {
                    json.writeArrayFieldStart("thinking_blocks");
                    json.writeStartObject();
                    json.writeNumberField("index", index);
                    block.write(json);
                    json.writeEndObject();
                    json.writeEndArray();
                },
                null);
    }

    /** Unsigned thinking has nothing that must come back. */
    private void endPart() {
        annotations.endPart();
        thinking.setLength(0);
    }

    @Override
    public void head(int call, String id, String name) {
        begin(false);
        call(json -> {
            json.writeNumberField("index", call);
            json.writeStringField("id", id);
            json.writeStringField("type", "function");
            json.writeObjectFieldStart("function");
            json.writeStringField("name", name);
            json.writeStringField("arguments", "");
            json.writeEndObject();
        });
    }

    @Override
    public void arguments(int call, String text) {
        call(json -> {
            json.writeNumberField("index", call);
            json.writeObjectFieldStart("function");
            json.writeStringField("arguments", text);
            json.writeEndObject();
        });
    }

    private void call(Payload fields) {
        chunk(
                json -> {
                    json.writeArrayFieldStart("tool_calls");
                    json.writeStartObject();
                    fields.write(json);
                    json.writeEndObject();
                    json.writeEndArray();
                },
                null);
    }

    private void finish(StopReason reason, @Nullable TokenUse use) {
        begin(true);
        calls.end();
        endPart();
        if (!annotations.isEmpty()) {
            chunk(annotations::write, null);
        }
        chunk(json -> {}, FinishReason.write(calls.any() ? StopReason.TOOL_USE : reason));
        if (showsUsage && use != null) {
            usage(use);
        }
        events.data(json -> json.writeRaw("[DONE]"));
    }

    /** The role, once; content is null where calls come first. */
    private void begin(boolean speaks) {
        if (begun) {
            return;
        }
        begun = true;
        chunk(
                json -> {
                    json.writeStringField("role", "assistant");
                    if (speaks) {
                        json.writeStringField("content", "");
                    } else {
                        json.writeNullField("content");
                    }
                    json.writeNullField("refusal");
                },
                null);
    }

    private void chunk(Payload delta, @Nullable String finishReason) {
        events.data(json -> {
            json.writeStartObject();
            opening.write(json);
            json.writeArrayFieldStart("choices");
            json.writeStartObject();
            json.writeNumberField("index", 0);
            json.writeObjectFieldStart("delta");
            delta.write(json);
            json.writeEndObject();
            json.writeNullField("logprobs");
            json.writeStringField("finish_reason", finishReason);
            json.writeEndObject();
            json.writeEndArray();
            if (showsUsage) {
                json.writeNullField("usage");
            }
            json.writeEndObject();
        });
    }

    private void usage(TokenUse use) {
        events.data(json -> {
            json.writeStartObject();
            opening.write(json);
            json.writeArrayFieldStart("choices");
            json.writeEndArray();
            json.writeFieldName("usage");
            OpenAiUsage.write(json, use);
            json.writeEndObject();
        });
    }
}
