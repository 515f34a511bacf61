package io.tallyport.provider.openai;

import io.tallyport.chat.AnswerEvent;
import io.tallyport.chat.StopReason;
import io.tallyport.chat.TokenUse;
import io.tallyport.provider.AnswerReader;
import io.tallyport.provider.PassingStream;
import io.tallyport.provider.openai.Chunk.ThinkingBlock;
import io.tallyport.wire.EventData;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads an answer of OpenAI or of a vendor that took its format over, with what vendors do otherwise. */
final class OpenAiAnswerReader implements AnswerReader {
    private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};

    private final UpstreamCalls calls = new UpstreamCalls();
    private boolean started;
    private boolean over;
    private boolean thinks;
    private boolean refuses;
    private @Nullable String finishReason;
    private @Nullable TokenUse use;

    @Override
    public void event(byte[] bytes, int from, int to, Consumer<AnswerEvent> events) {
        int payload = EventData.start(bytes, from, to);
        if (over || payload < 0) {
            return;
        }
        if (EventData.startsWith(bytes, payload, to, DONE)) {
            finish(events);
            return;
        }
        Chunk chunk = Chunk.read(bytes, payload, to);
        if (chunk != null) {
            tell(chunk, events);
        }
    }

    @Override
    public void end(Consumer<AnswerEvent> events) {
        if (!over && finishReason != null) {
            finish(events);
        }
    }

    @Override
    public boolean plain(byte[] body, Consumer<AnswerEvent> events) {
        Chunk answer = Chunk.read(body, 0, body.length);
        if (answer == null || !answer.hasChoices || answer.failed) {
            return false;
        }
        if (!answer.blocks.isEmpty()) {
            answer.reasoning = null;
        }
        tell(answer, events);
        if (!over) {
            finish(events);
        }
        return true;
    }

    private void tell(Chunk chunk, Consumer<AnswerEvent> events) {
        if (chunk.failed || (chunk.finishReason != null && FinishReason.isFailure(chunk.finishReason))) {
            over = true;
            events.accept(new AnswerEvent.Failed(PassingStream.failureOf(false)));
            return;
        }
        if (chunk.use != null) {
            use = chunk.use;
        }
        if (!chunk.hasChoice) {
            return;
        }
        start(chunk.model, events);
        thinking(chunk, events);
        if (chunk.text != null) {
            thinks = false;
            events.accept(new AnswerEvent.TextDelta(chunk.text));
        }
        if (chunk.refusal != null) {
            refuses = true;
            events.accept(new AnswerEvent.RefusalDelta(chunk.refusal));
        }
        chunk.calls.forEach(piece -> calls.accept(piece, events));
        if (chunk.finishReason != null) {
            finishReason = chunk.finishReason;
        }
    }

    private void start(@Nullable String model, Consumer<AnswerEvent> events) {
        if (!started) {
            started = true;
            events.accept(new AnswerEvent.Started(model, null));
        }
    }

    private void thinking(Chunk chunk, Consumer<AnswerEvent> events) {
        if (chunk.reasoning != null) {
            thinks = true;
            events.accept(new AnswerEvent.ThinkingDelta(chunk.reasoning));
        }
        chunk.blocks.forEach(block -> block(block, events));
    }

    /** A block repeats the reasoning that streamed ahead of it, and adds the signature. */
    private void block(ThinkingBlock block, Consumer<AnswerEvent> events) {
        if (block.data() != null) {
            thinks = false;
            events.accept(new AnswerEvent.RedactedThinking(block.data()));
            return;
        }
        if (!thinks && !block.text().isEmpty()) {
            thinks = true;
            events.accept(new AnswerEvent.ThinkingDelta(block.text()));
        }
        if (block.signature() != null) {
            thinks = false;
            events.accept(new AnswerEvent.ThinkingSigned(block.signature()));
        }
    }

    private void finish(Consumer<AnswerEvent> events) {
        over = true;
        start(null, events);
        events.accept(new AnswerEvent.Finished(reason(), null, use));
    }

    private StopReason reason() {
        if (calls.any()) {
            return StopReason.TOOL_USE;
        }
        StopReason told = finishReason == null ? StopReason.END : FinishReason.read(finishReason);
        return refuses && told == StopReason.END ? StopReason.REFUSAL : told;
    }
}
