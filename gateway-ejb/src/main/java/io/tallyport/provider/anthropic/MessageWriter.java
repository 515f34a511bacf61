package io.tallyport.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.chat.AnswerEvent;
import io.tallyport.chat.AnswerEvent.ArgumentsDelta;
import io.tallyport.chat.AnswerEvent.Cited;
import io.tallyport.chat.AnswerEvent.Failed;
import io.tallyport.chat.AnswerEvent.Finished;
import io.tallyport.chat.AnswerEvent.ForeignPart;
import io.tallyport.chat.AnswerEvent.PartEnded;
import io.tallyport.chat.AnswerEvent.RedactedThinking;
import io.tallyport.chat.AnswerEvent.RefusalDelta;
import io.tallyport.chat.AnswerEvent.Started;
import io.tallyport.chat.AnswerEvent.TextDelta;
import io.tallyport.chat.AnswerEvent.ThinkingDelta;
import io.tallyport.chat.AnswerEvent.ThinkingSigned;
import io.tallyport.chat.AnswerEvent.ToolCallStarted;
import io.tallyport.chat.StopReason;
import io.tallyport.chat.TokenUse;
import io.tallyport.chat.WireFormat;
import io.tallyport.provider.AnswerHead;
import io.tallyport.provider.AnswerWriter;
import io.tallyport.usage.RequestId;
import io.tallyport.wire.JsonTree;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes one Message. Blocks never overlap and are opened by what comes for them; calls that come interleaved wait until
 * the arguments of the open one are whole.
 */
final class MessageWriter implements AnswerWriter {
    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int ID_LENGTH = 22;

    private final String model;
    private final MessageOutput output;
    private final Map<Integer, Call> calls = new HashMap<>();
    private final Deque<Call> waiting = new ArrayDeque<>();
    private final List<JsonNode> citations = new ArrayList<>();
    private Kind open = Kind.NOTHING;
    private @Nullable Call openCall;
    private boolean begun;
    private boolean refused;
    private TokenUse use = TokenUse.NONE;

    private enum Kind {
        NOTHING,
        TEXT,
        THINKING,
        CALL
    }

    /** A tool call; {@code unwritten} are arguments that wait for their block, or to be told that they are no object. */
    private static final class Call {
        final ToolCallStarted start;
        final CallArguments arguments = new CallArguments();
        final StringBuilder unwritten = new StringBuilder();
        boolean closed;

        Call(ToolCallStarted start) {
            this.start = start;
        }
    }

    MessageWriter(AnswerHead head) {
        this.model = head.model();
        String id = messageId(head.id());
        this.output = head.request().stream() ? new MessageOutput.Events(id) : new MessageOutput.Whole(id);
    }

    @Override
    public void accept(AnswerEvent event) {
        switch (event) {
            case Started started -> begin(started);
            case TextDelta delta -> text(delta.text());
            case RefusalDelta delta -> {
                refused = true;
                text(delta.text());
            }
            case ThinkingDelta delta -> thinking(delta.text());
            case ThinkingSigned signed -> signed(signed.signature());
            case RedactedThinking redacted ->
                whole(JsonTree.newObject().put("type", "redacted_thinking").put("data", redacted.data()));
            case ToolCallStarted started -> callStarted(started);
            case ArgumentsDelta delta -> arguments(delta);
            case Cited cited -> cited(cited.citation());
            case PartEnded ended -> {
                close();
                openNextCalls();
            }
            case ForeignPart part -> {
                if (part.format() == WireFormat.MESSAGES && part.value() instanceof ObjectNode block) {
                    whole(block);
                }
            }
            case Finished finished -> finish(finished);
            case Failed failed -> {}
        }
    }

    @Override
    public byte[] take() {
        return output.take();
    }

    private void begin(Started started) {
        if (begun) {
            return;
        }
        begun = true;
        use = Objects.requireNonNullElse(started.use(), use);
        output.begin(Objects.requireNonNullElse(started.model(), model), use);
    }

    private void text(String text) {
        if (text.isEmpty()) {
            return;
        }
        if (open != Kind.TEXT) {
            start(Kind.TEXT, JsonTree.newObject().put("type", "text").put("text", ""));
            citations.forEach(output::cite);
            citations.clear();
        }
        output.delta("text_delta", "text", text);
    }

    /** Anthropic cites ahead of the words; a block of citations alone would be an empty text. */
    private void cited(JsonNode citation) {
        if (open == Kind.TEXT) {
            output.cite(citation);
            return;
        }
        citations.add(citation);
    }

    private void thinking(String text) {
        if (!text.isEmpty()) {
            openThinking();
            output.delta("thinking_delta", "thinking", text);
        }
    }

    private void signed(String signature) {
        openThinking();
        output.delta("signature_delta", "signature", signature);
        output.stop();
        open = Kind.NOTHING;
    }

    private void openThinking() {
        if (open != Kind.THINKING) {
            start(
                    Kind.THINKING,
                    JsonTree.newObject()
                            .put("type", "thinking")
                            .put("thinking", "")
                            .put("signature", ""));
        }
    }

    private void whole(ObjectNode block) {
        start(Kind.NOTHING, block);
        output.stop();
    }

    private void callStarted(ToolCallStarted started) {
        Call call = new Call(started);
        calls.put(started.call(), call);
        waiting.add(call);
        openNextCalls();
    }

    private void arguments(ArgumentsDelta delta) {
        Call call = calls.get(delta.call());
        if (call == null || call.closed) {
            return;
        }
        call.unwritten.append(call.arguments.taken(delta.json()));
        if (call == openCall) {
            writeArguments(call);
            openNextCalls();
        }
    }

    /** Opens waiting calls, each after the one before it is whole. */
    private void openNextCalls() {
        while (!waiting.isEmpty() && (openCall == null || openCall.arguments.isWhole())) {
            open(waiting.remove());
        }
    }

    private void open(Call call) {
        ObjectNode block = JsonTree.newObject()
                .put("type", "tool_use")
                .put("id", call.start.id())
                .put("name", call.start.name());
        block.putObject("input");
        start(Kind.CALL, block);
        openCall = call;
        argumentsDelta("");
        writeArguments(call);
    }

    private void writeArguments(Call call) {
        if (!call.unwritten.isEmpty() && !call.arguments.isNoObject()) {
            argumentsDelta(call.unwritten.toString());
            call.unwritten.setLength(0);
        }
    }

    private void argumentsDelta(String json) {
        output.delta("input_json_delta", "partial_json", json);
    }

    private void start(Kind kind, ObjectNode block) {
        if (!begun) {
            begin(new Started(null, null));
        }
        close();
        open = kind;
        output.start(block);
    }

    private void close() {
        if (open == Kind.NOTHING) {
            return;
        }
        if (open == Kind.THINKING) {
            output.delta("signature_delta", "signature", "");
        }
        if (openCall != null) {
            closeCall(openCall);
        }
        output.stop();
        open = Kind.NOTHING;
    }

    private void closeCall(Call call) {
        if (!call.unwritten.isEmpty()) {
            argumentsDelta(JsonTree.text(CallArguments.object(call.unwritten.toString())));
        }
        call.closed = true;
        openCall = null;
    }

    private void finish(Finished finished) {
        if (!begun) {
            begin(new Started(null, null));
        }
        close();
        while (!waiting.isEmpty()) {
            open(waiting.remove());
            close();
        }
        output.finish(
                wireName(reason(finished.reason())),
                finished.stopSequence(),
                Objects.requireNonNullElse(finished.use(), use));
    }

    private StopReason reason(StopReason told) {
        if (refused) {
            return StopReason.REFUSAL;
        }
        if (told == StopReason.END || told == StopReason.TOOL_USE) {
            return calls.isEmpty() ? StopReason.END : StopReason.TOOL_USE;
        }
        return told;
    }

    private static String wireName(StopReason reason) {
        return switch (reason) {
            case END -> "end_turn";
            case STOP_SEQUENCE -> "stop_sequence";
            case MAX_TOKENS -> "max_tokens";
            case TOOL_USE -> "tool_use";
            case REFUSAL -> "refusal";
            case PAUSE -> "pause_turn";
            case CONTEXT_WINDOW -> "model_context_window_exceeded";
        };
    }

    /** {@code msg_01} and 22 digits of base 58, which hold a UUID. */
    private static String messageId(RequestId id) {
        BigInteger rest = new BigInteger(id.toString().substring("req_".length()), 16);
        StringBuilder digits = new StringBuilder();
        while (digits.length() < ID_LENGTH) {
            BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(BASE58.length()));
            digits.append(BASE58.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return "msg_01" + digits.reverse();
    }
}
