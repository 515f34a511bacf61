package io.tallyport.workbench.simulator.dialect.openai.chat;

import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.answer.Ids;
import io.tallyport.workbench.simulator.answer.Part;
import io.tallyport.workbench.simulator.answer.Quoted;
import io.tallyport.workbench.simulator.answer.Score;
import io.tallyport.workbench.simulator.answer.Script;
import io.tallyport.workbench.simulator.answer.Tokens;
import io.tallyport.workbench.simulator.dialect.Reply;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A role chunk, then token by token, a finish chunk, each for all choices in turn; then the usage chunk if asked for, and
 * {@code [DONE]}.
 *
 * <p>A single call stands in the role chunk already; of several, each has a head of its own.
 */
final class ChatStream {
    private static final String OBFUSCATION = "T3FmnOmiaIngXyYERt";
    private static final byte[] DONE = Bytes.ascii("data: [DONE]\n\n");

    private final Reply reply;
    private final String finishReason;
    private final int choices;
    private final List<List<Part>> parts;
    private final Score score;
    private final String start;
    private final byte[][] heads;
    private final byte[][] tails = new byte[8][];

    ChatStream(Reply reply, String finishReason) {
        String model = reply.call().model();
        this.reply = reply;
        this.finishReason = finishReason;
        this.choices = reply.call().choices();
        this.parts = IntStream.range(0, choices).mapToObj(reply::parts).toList();
        this.score = new Score(reply.usage().output());
        this.start = "data: {\"id\":\"" + Ids.base62("chatcmpl-", 29)
                + "\",\"object\":\"chat.completion.chunk\",\"created\":" + System.currentTimeMillis() / 1000
                + ",\"model\":" + Quoted.of(model) + ",\"service_tier\":\"default\",\"system_fingerprint\":\""
                + ChatAnswer.fingerprint(model) + "\",\"choices\":[";
        this.heads = each(choice -> start + "{\"index\":" + choice + ",\"delta\":{");
        for (int i = 0; i < tails.length; i++) {
            tails[i] = Bytes.ascii(tail("null", 4 + i));
        }
    }

    Script script() {
        boolean isOneCall = reply.parts().size() == 1 && reply.hasCalls();
        if (!isOneCall) {
            String content = opening(reply.parts().getFirst());
            chunk(choice -> "\"role\":\"assistant\",\"content\":" + content);
        }
        int calls = 0;
        for (int i = 0; i < reply.parts().size(); i++) {
            switch (reply.parts().get(i)) {
                case Part.Thought thought -> tokens(i, "\"content\":null,\"reasoning_content\":\"", "\"");
                case Part.Text text -> tokens(i, "\"content\":\"", "\"");
                case Part.Call call -> {
                    int index = calls++;
                    chunk(choice -> isOneCall
                            ? "\"role\":\"assistant\",\"content\":null," + callHead(call, index) + ",\"refusal\":null"
                            : callHead(call, index));
                    tokens(i, "\"tool_calls\":[{\"index\":" + index + ",\"function\":{\"arguments\":\"", "\"}}]");
                }
            }
        }
        byte[] finish = Bytes.ascii(tail("\"" + finishReason + "\"", 5));
        score.each(choices, 0, (choice, out) -> out.add(heads[choice]).add(finish));
        if (reply.call().includeUsage() && reply.reportUsage()) {
            score.one(Bytes.ascii(start + "],\"usage\":" + ChatAnswer.usage(reply.usage()) + "}\n\n"));
        }
        return score.one(DONE);
    }

    /** What the role chunk says of the content. */
    private static String opening(Part first) {
        return switch (first) {
            case Part.Thought thought -> "null,\"reasoning_content\":\"\"";
            case Part.Text text -> "\"\",\"refusal\":null";
            case Part.Call call -> "null";
        };
    }

    private static String callHead(Part.Call call, int index) {
        return "\"tool_calls\":[{\"index\":" + index + ",\"id\":\"" + Ids.base62("call_", 24)
                + "\",\"type\":\"function\",\"function\":{\"name\":" + Quoted.of(call.name())
                + ",\"arguments\":\"\"}}]";
    }

    /** One chunk for each choice. */
    private void chunk(IntFunction<String> delta) {
        byte[][] deltas = each(delta);
        score.each(choices, 0, (choice, out) -> out.add(heads[choice])
                .add(deltas[choice])
                .add(tails[5]));
    }

    /** One chunk for each choice and each token of one part. */
    private void tokens(int part, String before, String after) {
        byte[] head = Bytes.ascii(before);
        byte[] end = Bytes.ascii(after);
        int count = reply.parts().get(part).tokens().count();
        score.each(count * choices, 1, (index, out) -> {
            int choice = index % choices;
            Tokens tokens = parts.get(choice).get(part).tokens();
            out.add(heads[choice]).add(head);
            tokens.append(index / choices, out);
            out.add(end).add(tails[(index * 3) & 7]);
        });
    }

    private byte[][] each(IntFunction<String> text) {
        byte[][] all = new byte[choices][];
        for (int choice = 0; choice < choices; choice++) {
            all[choice] = Bytes.ascii(text.apply(choice));
        }
        return all;
    }

    private String tail(String finish, int padding) {
        String usage = reply.call().includeUsage() ? ",\"usage\":null" : "";
        return "},\"logprobs\":null,\"finish_reason\":" + finish + "}]" + usage + ",\"obfuscation\":\""
                + OBFUSCATION.substring(0, padding) + "\"}\n\n";
    }
}
