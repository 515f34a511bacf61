package io.tallyport.workbench.simulator.dialect.anthropic;

import io.tallyport.workbench.simulator.dialect.Bytes;
import io.tallyport.workbench.simulator.dialect.Ids;
import io.tallyport.workbench.simulator.dialect.Quoted;
import io.tallyport.workbench.simulator.dialect.Reply;
import io.tallyport.workbench.simulator.dialect.Script;
import io.tallyport.workbench.simulator.dialect.Words;

/**
 * message_start, content_block_start, ping, one delta for each word, content_block_stop,
 * message_delta, message_stop; data lines are padded with spaces before the last brace, as recorded
 * ones are.
 */
final class AnthropicStream implements Script {
    private static final int HEAD = 3;
    private static final int TAIL = 3;
    private static final byte[] BLOCK_START =
            event("content_block_start", ",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}", 13);
    private static final byte[] PING = Bytes.ascii("event: ping\ndata: {\"type\": \"ping\"}\n\n");
    private static final byte[] DELTA_HEAD = Bytes.ascii("event: content_block_delta\ndata: "
            + "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"");
    private static final byte[][] DELTA_TAILS = new byte[16][];
    private static final byte[] BLOCK_STOP = event("content_block_stop", ",\"index\":0", 5);
    private static final byte[] MESSAGE_STOP = event("message_stop", "", 3);

    static {
        for (int padding = 0; padding < DELTA_TAILS.length; padding++) {
            DELTA_TAILS[padding] = Bytes.ascii("\"}" + " ".repeat(padding) + "}\n\n");
        }
    }

    private final Reply reply;

    AnthropicStream(Reply reply) {
        this.reply = reply;
    }

    @Override
    public int events() {
        return HEAD + reply.words() + TAIL;
    }

    @Override
    public void append(int index, Bytes out) {
        int word = index - HEAD;
        if (word < 0) {
            out.add(head(index));
            return;
        }
        if (word >= reply.words()) {
            out.add(tail(word - reply.words()));
            return;
        }
        long seed = reply.call().prompt().hash();
        out.add(DELTA_HEAD).add(Words.at(seed, 0, word)).add(DELTA_TAILS[(int) ((seed + word * 7L) & 15)]);
    }

    @Override
    public long outputTokensAfter(int events) {
        return events >= events() ? reply.usage().output() : Math.clamp(events - HEAD, 0, reply.words());
    }

    private byte[] head(int index) {
        return switch (index) {
            case 0 -> messageStart();
            case 1 -> BLOCK_START;
            default -> PING;
        };
    }

    private byte[] tail(int index) {
        return switch (index) {
            case 0 -> BLOCK_STOP;
            case 1 -> messageDelta();
            default -> MESSAGE_STOP;
        };
    }

    private byte[] messageStart() {
        String usage = reply.reportUsage()
                ? ",\"usage\":"
                        + AnthropicAnswer.usage(
                                reply.usage(), Math.min(1, reply.usage().output()))
                : "";
        return event(
                "message_start",
                ",\"message\":{\"model\":" + Quoted.of(reply.call().model()) + ",\"id\":\"" + Ids.base58("msg_01", 22)
                        + "\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"stop_reason\":null,"
                        + "\"stop_sequence\":null" + usage + "}",
                7);
    }

    private byte[] messageDelta() {
        String usage = reply.reportUsage() ? ",\"usage\":" + AnthropicAnswer.lastUsage(reply.usage()) : "";
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
