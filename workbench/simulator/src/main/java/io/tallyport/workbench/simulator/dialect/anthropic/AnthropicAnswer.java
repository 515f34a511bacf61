package io.tallyport.workbench.simulator.dialect.anthropic;

import io.tallyport.workbench.simulator.account.Usage;
import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.answer.Ids;
import io.tallyport.workbench.simulator.answer.Part;
import io.tallyport.workbench.simulator.answer.Quoted;
import io.tallyport.workbench.simulator.dialect.Reply;
import io.tallyport.workbench.simulator.dialect.Wants.Thinking;

/** A plain Message, and the pieces it shares with the stream. */
final class AnthropicAnswer {
    private AnthropicAnswer() {}

    static byte[] plain(Reply reply) {
        Bytes out = new Bytes(512 + reply.sizeHint())
                .add("{\"model\":")
                .add(Quoted.of(reply.call().model()))
                .add(",\"id\":\"")
                .add(Ids.base58("msg_01", 22))
                .add("\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[");
        for (int i = 0; i < reply.parts().size(); i++) {
            out.add(i == 0 ? "" : ",");
            block(reply.parts().get(i), out);
        }
        out.add("],\"stop_reason\":\"").add(stopReason(reply)).add("\",\"stop_sequence\":null");
        if (reply.reportUsage()) {
            out.add(",\"usage\":").add(usage(reply, reply.usage().output()));
        }
        return out.add("}").toArray();
    }

    private static void block(Part part, Bytes out) {
        switch (part) {
            case Part.Thought thought -> {
                out.add("{\"type\":\"thinking\",\"thinking\":\"");
                thought.tokens().appendAll(out);
                out.add("\",\"signature\":\"").add(thought.seal()).add("\"}");
            }
            case Part.Text text -> {
                out.add("{\"type\":\"text\",\"text\":\"");
                text.tokens().appendAll(out);
                out.add("\"}");
            }
            case Part.Call call ->
                out.add(toolUse(call, call.tokens().isWhole() ? call.arguments() : "{}"))
                        .add("}");
        }
    }

    /** Without the last brace. */
    static String toolUse(Part.Call call, String input) {
        return "{\"type\":\"tool_use\",\"id\":\"" + Ids.base58("toolu_01", 22) + "\",\"name\":" + Quoted.of(call.name())
                + ",\"input\":" + input;
    }

    static String stopReason(Reply reply) {
        if (reply.cutByLimit()) {
            return "max_tokens";
        }
        return reply.hasCalls() ? "tool_use" : "end_turn";
    }

    /** The usage of plain answers and of {@code message_start}. */
    static String usage(Reply reply, long outputTokens) {
        Usage usage = reply.usage();
        return "{" + inputs(usage) + ",\"cache_creation\":{\"ephemeral_5m_input_tokens\":" + usage.write5m()
                + ",\"ephemeral_1h_input_tokens\":" + usage.write1h() + "},\"output_tokens\":" + outputTokens
                + details(reply, outputTokens) + ",\"service_tier\":\"standard\"}";
    }

    /** The cumulative usage of {@code message_delta}. */
    static String lastUsage(Reply reply) {
        long outputTokens = reply.usage().output();
        return "{" + inputs(reply.usage()) + ",\"output_tokens\":" + outputTokens + details(reply, outputTokens) + "}";
    }

    private static String details(Reply reply, long outputTokens) {
        boolean isDone = outputTokens == reply.usage().output();
        if (reply.call().wants().thinking() == Thinking.NONE || !isDone) {
            return "";
        }
        return ",\"output_tokens_details\":{\"thinking_tokens\":"
                + reply.usage().reasoning() + "}";
    }

    private static String inputs(Usage usage) {
        return "\"input_tokens\":" + usage.input() + ",\"cache_creation_input_tokens\":" + usage.cacheWrite()
                + ",\"cache_read_input_tokens\":" + usage.read();
    }
}
