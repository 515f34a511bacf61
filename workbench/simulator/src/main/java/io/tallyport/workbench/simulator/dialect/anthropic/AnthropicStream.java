package io.tallyport.workbench.simulator.dialect.anthropic;

import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.answer.Ids;
import io.tallyport.workbench.simulator.answer.Part;
import io.tallyport.workbench.simulator.answer.Quoted;
import io.tallyport.workbench.simulator.answer.Score;
import io.tallyport.workbench.simulator.answer.Script;
import io.tallyport.workbench.simulator.answer.Tokens;
import io.tallyport.workbench.simulator.dialect.Reply;

/**
 * message_start, for each block its start, one delta for each token and its stop, then message_delta and message_stop; a
 * ping follows the first block's start. Data lines are padded with spaces before the last brace, as recorded ones are.
 */
final class AnthropicStream {
    private static final byte[] PING = Bytes.ascii("event: ping\ndata: {\"type\": \"ping\"}\n\n");
    private static final byte[][] DELTA_TAILS = new byte[16][];
    private static final byte[] MESSAGE_STOP = event("message_stop", "", 3);

    static {
        for (int padding = 0; padding < DELTA_TAILS.length; padding++) {
            DELTA_TAILS[padding] = Bytes.ascii("\"}" + " ".repeat(padding) + "}\n\n");
        }
    }

    private final Reply reply;
    private final Score score;
    private int index;

    private AnthropicStream(Reply reply) {
        this.reply = reply;
        this.score = new Score(reply.usage().output());
    }

    static Script of(Reply reply) {
        AnthropicStream stream = new AnthropicStream(reply);
        stream.score.one(stream.messageStart());
        reply.parts().forEach(stream::block);
        return stream.score.one(stream.messageDelta()).one(MESSAGE_STOP);
    }

    private void block(Part part) {
        score.one(event("content_block_start", ",\"index\":" + index + ",\"content_block\":" + opened(part), 13));
        if (index == 0) {
            score.one(PING);
        }
        switch (part) {
            case Part.Thought thought -> {
                deltas("thinking_delta", "thinking", part.tokens());
                score.one(delta("signature_delta", "signature", thought.seal()));
            }
            case Part.Text text -> deltas("text_delta", "text", text.tokens());
            case Part.Call call -> {
                score.one(delta("input_json_delta", "partial_json", ""));
                deltas("input_json_delta", "partial_json", call.tokens());
            }
        }
        score.one(event("content_block_stop", ",\"index\":" + index, 5));
        index++;
    }

    private static String opened(Part part) {
        return switch (part) {
            case Part.Thought thought -> "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}";
            case Part.Text text -> "{\"type\":\"text\",\"text\":\"\"}";
            case Part.Call call -> AnthropicAnswer.toolUse(call, "{}") + ",\"caller\":{\"type\":\"direct\"}}";
        };
    }

    private void deltas(String type, String field, Tokens tokens) {
        byte[] head = deltaHead(type, field);
        long seed = reply.call().prompt().hash();
        score.each(tokens.count(), 1, (token, out) -> {
            out.add(head);
            tokens.append(token, out);
            out.add(DELTA_TAILS[(int) ((seed + token * 7L) & 15)]);
        });
    }

    private byte[] delta(String type, String field, String value) {
        return new Bytes(256)
                .add(deltaHead(type, field))
                .add(value)
                .add(DELTA_TAILS[8])
                .toArray();
    }

    private byte[] deltaHead(String type, String field) {
        return Bytes.ascii("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":" + index
                + ",\"delta\":{\"type\":\"" + type + "\",\"" + field + "\":\"");
    }

    private byte[] messageStart() {
        String usage = reply.reportUsage()
                ? ",\"usage\":"
                        + AnthropicAnswer.usage(reply, Math.min(1, reply.usage().output()))
                : "";
        return event(
                "message_start",
                ",\"message\":{\"model\":" + Quoted.of(reply.call().model()) + ",\"id\":\"" + Ids.base58("msg_01", 22)
                        + "\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"stop_reason\":null,"
                        + "\"stop_sequence\":null" + usage + "}",
                7);
    }

    private byte[] messageDelta() {
        String usage = reply.reportUsage() ? ",\"usage\":" + AnthropicAnswer.lastUsage(reply) : "";
        return event(
                "message_delta",
                ",\"delta\":{\"stop_reason\":\"" + AnthropicAnswer.stopReason(reply) + "\",\"stop_sequence\":null}"
                        + usage,
                12);
    }

    private static byte[] event(String name, String rest, int padding) {
        return Bytes.ascii(
                "event: " + name + "\ndata: {\"type\":\"" + name + "\"" + rest + " ".repeat(padding) + "}\n\n");
    }
}
