package io.tallyport.provider.gemini;

import io.tallyport.chat.AnswerEvent;
import io.tallyport.chat.StopReason;
import io.tallyport.chat.TokenUse;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.AnswerReader;
import io.tallyport.provider.PassingStream;
import io.tallyport.wire.EventData;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of chunks or a plain answer, which is one chunk. A stream has no closing event: usage may still come
 * after the reason to finish, so the answer is told finished when the bytes are over.
 */
final class GeminiAnswerReader implements AnswerReader {
    private final Supplier<String> callIds;
    private boolean started;
    private boolean over;
    private int calls;
    private @Nullable StopReason reason;
    private @Nullable TokenUse use;

    /** @param callIds makes ids for calls that Gemini gave none */
    GeminiAnswerReader(Supplier<String> callIds) {
        this.callIds = callIds;
    }

    @Override
    public void event(byte[] bytes, int from, int to, Consumer<AnswerEvent> events) {
        int payload = EventData.start(bytes, from, to);
        if (payload >= 0) {
            GeminiChunk.read(bytes, payload, to).ifPresent(chunk -> tell(chunk, events));
        }
    }

    @Override
    public void end(Consumer<AnswerEvent> events) {
        StopReason said = reason;
        if (over || said == null) {
            return;
        }
        over = true;
        events.accept(new AnswerEvent.Finished(calls > 0 ? StopReason.TOOL_USE : said, null, use));
    }

    @Override
    public boolean plain(byte[] body, Consumer<AnswerEvent> events) {
        Optional<GeminiChunk> answer = GeminiChunk.read(body, 0, body.length);
        if (answer.isEmpty() || !answer.get().isAnswer()) {
            return false;
        }
        tell(answer.get(), events);
        end(events);
        return true;
    }

    private void tell(GeminiChunk chunk, Consumer<AnswerEvent> events) {
        if (over) {
            return;
        }
        use = chunk.use() == null ? use : chunk.use();
        if (chunk.isFailed()) {
            fail(failure(chunk.errorCode()), events);
            return;
        }
        if (!started) {
            started = true;
            events.accept(new AnswerEvent.Started(chunk.model(), use));
        }
        for (GeminiPart part : chunk.parts()) {
            if (part.isUnreadable()) {
                fail(unreadableCall(), events);
                return;
            }
            part.events(calls, callIds).forEach(events);
            calls += part.isCall() ? 1 : 0;
        }
        finish(chunk, events);
    }

    private void finish(GeminiChunk chunk, Consumer<AnswerEvent> events) {
        if (chunk.isBlocked()) {
            reason = StopReason.REFUSAL;
        }
        String said = chunk.finishReason();
        if (said == null) {
            return;
        }
        switch (said) {
            case "MAX_TOKENS" -> reason = StopReason.MAX_TOKENS;
            case "SAFETY",
                    "RECITATION",
                    "LANGUAGE",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "MODEL_ARMOR",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION" -> reason = StopReason.REFUSAL;
            case "MALFORMED_FUNCTION_CALL",
                    "UNEXPECTED_TOOL_CALL",
                    "TOO_MANY_TOOL_CALLS",
                    "MALFORMED_RESPONSE",
                    "MISSING_THOUGHT_SIGNATURE" -> unusable(events);
            default -> reason = StopReason.END;
        }
    }

    /** The model meant to call a tool and failed to: told as an end, it would look like an answer that says nothing. */
    private void unusable(Consumer<AnswerEvent> events) {
        if (calls > 0) {
            reason = StopReason.TOOL_USE;
            return;
        }
        fail(unreadableCall(), events);
    }

    private void fail(GatewayException failure, Consumer<AnswerEvent> events) {
        over = true;
        events.accept(new AnswerEvent.Failed(failure));
    }

    private static GatewayException unreadableCall() {
        return new GatewayException(ErrorCode.UPSTREAM_FAILED, "The model made a tool call that cannot be read.");
    }

    private static GatewayException failure(int code) {
        return PassingStream.failureOf(code == 429 || code == 503 || code == 529);
    }
}
