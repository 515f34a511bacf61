package io.tallyport.workbench.simulator.dialect.anthropic;

import io.tallyport.workbench.simulator.account.Usage;
import io.tallyport.workbench.simulator.dialect.Bytes;
import io.tallyport.workbench.simulator.dialect.Ids;
import io.tallyport.workbench.simulator.dialect.Quoted;
import io.tallyport.workbench.simulator.dialect.Reply;
import io.tallyport.workbench.simulator.dialect.Words;

/** A plain Message, and the pieces it shares with the stream. */
final class AnthropicAnswer {
    private AnthropicAnswer() {}

    static byte[] plain(Reply reply) {
        Bytes out = new Bytes(512 + reply.words() * 9)
                .add("{\"model\":")
                .add(Quoted.of(reply.call().model()))
                .add(",\"id\":\"")
                .add(Ids.base58("msg_01", 22))
                .add("\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"");
        Words.appendAll(reply.call().prompt().hash(), 0, reply.words(), out);
        out.add("\"}],\"stop_reason\":\"").add(stopReason(reply)).add("\",\"stop_sequence\":null");
        if (reply.reportUsage()) {
            out.add(",\"usage\":").add(usage(reply.usage(), reply.usage().output()));
        }
        return out.add("}").toArray();
    }

    static String stopReason(Reply reply) {
        return reply.cutByLimit() ? "max_tokens" : "end_turn";
    }

    /** The usage of plain answers and of {@code message_start}. */
    static String usage(Usage usage, long outputTokens) {
        return "{" + inputs(usage) + ",\"cache_creation\":{\"ephemeral_5m_input_tokens\":" + usage.write5m()
                + ",\"ephemeral_1h_input_tokens\":" + usage.write1h() + "},\"output_tokens\":" + outputTokens
                + ",\"service_tier\":\"standard\"}";
    }

    /** The cumulative usage of {@code message_delta}. */
    static String lastUsage(Usage usage) {
        return "{" + inputs(usage) + ",\"output_tokens\":" + usage.output() + "}";
    }

    private static String inputs(Usage usage) {
        return "\"input_tokens\":" + usage.input() + ",\"cache_creation_input_tokens\":" + usage.cacheWrite()
                + ",\"cache_read_input_tokens\":" + usage.read();
    }
}
