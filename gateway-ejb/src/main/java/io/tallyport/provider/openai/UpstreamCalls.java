package io.tallyport.provider.openai;

import io.tallyport.chat.AnswerEvent;
import io.tallyport.provider.openai.Chunk.CallPiece;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the pieces of tool calls together. OpenAI tells them apart by {@code index} and names a call once; vendors repeat id
 * and name, leave the index out, give every call index 0, or send no id.
 */
final class UpstreamCalls {
    private final List<Call> calls = new ArrayList<>();
    private int told;

    private static final class Call {
        private final @Nullable Integer index;
        private @Nullable String id;
        private final StringBuilder early = new StringBuilder();
        private int number = -1;

        Call(@Nullable Integer index) {
            this.index = index;
        }
    }

    boolean any() {
        return told > 0;
    }

    void accept(CallPiece piece, Consumer<AnswerEvent> events) {
        Call call = of(piece);
        if (call.id == null) {
            call.id = piece.id;
        }
        if (call.number < 0 && piece.name != null) {
            call.number = told++;
            String id = call.id == null ? newId() : call.id;
            call.id = id;
            events.accept(new AnswerEvent.ToolCallStarted(call.number, id, piece.name));
        }
        arguments(call, piece.arguments, events);
    }

    /** What comes ahead of the name waits for it. */
    private static void arguments(Call call, String json, Consumer<AnswerEvent> events) {
        call.early.append(json);
        if (call.number >= 0 && !call.early.isEmpty()) {
            events.accept(new AnswerEvent.ArgumentsDelta(call.number, call.early.toString()));
            call.early.setLength(0);
        }
    }

    private Call of(CallPiece piece) {
        for (Call call : calls.reversed()) {
            if (belongs(piece, call)) {
                return call;
            }
        }
        Call call = new Call(piece.index);
        calls.add(call);
        return call;
    }

    /** The last call of an index counts; another id together with a name begins a new one there. */
    private static boolean belongs(CallPiece piece, Call call) {
        boolean otherId = piece.id != null && call.id != null && !piece.id.equals(call.id);
        if (piece.index == null || call.index == null) {
            return piece.id == null ? piece.name == null : !otherId && call.id != null;
        }
        return piece.index.equals(call.index) && !(otherId && piece.name != null);
    }

    private static String newId() {
        byte[] random = new byte[12];
        ThreadLocalRandom.current().nextBytes(random);
        return "call_" + HexFormat.of().formatHex(random);
    }
}
