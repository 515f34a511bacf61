package io.tallyport.workbench.simulator.dialect.openai;

import io.tallyport.workbench.simulator.dialect.Bytes;
import io.tallyport.workbench.simulator.dialect.Ids;
import io.tallyport.workbench.simulator.dialect.Quoted;
import io.tallyport.workbench.simulator.dialect.Reply;
import io.tallyport.workbench.simulator.dialect.Script;
import io.tallyport.workbench.simulator.dialect.Words;

/**
 * A role chunk for each choice, then word by word for all choices in turn, a finish chunk for each
 * choice, the usage chunk if asked for, and {@code [DONE]}.
 */
final class OpenAiStream implements Script {
    private static final String OBFUSCATION = "T3FmnOmiaIngXyYERt";
    private static final byte[] DONE = Bytes.ascii("data: [DONE]\n\n");

    private final Reply reply;
    private final int choices;
    private final int contentEnd;
    private final int finishEnd;
    private final byte[] head;
    private final byte[][] choiceHeads;
    private final byte[] roleTail;
    private final byte[][] wordTails;

    OpenAiStream(Reply reply) {
        this.reply = reply;
        this.choices = reply.call().choices();
        this.contentEnd = choices + choices * reply.words();
        this.finishEnd = contentEnd + choices;
        String model = reply.call().model();
        this.head = Bytes.ascii("data: {\"id\":\"" + Ids.base62("chatcmpl-", 29)
                + "\",\"object\":\"chat.completion.chunk\",\"created\":" + System.currentTimeMillis() / 1000
                + ",\"model\":" + Quoted.of(model) + ",\"service_tier\":\"default\",\"system_fingerprint\":\""
                + OpenAiAnswer.fingerprint(model) + "\",\"choices\":[");
        this.choiceHeads = new byte[choices][];
        for (int choice = 0; choice < choices; choice++) {
            choiceHeads[choice] = Bytes.ascii("{\"index\":" + choice + ",\"delta\":{");
        }
        this.roleTail = Bytes.ascii("\"role\":\"assistant\",\"content\":\"\",\"refusal\":null" + choiceTail("null", 9));
        this.wordTails = new byte[8][];
        for (int i = 0; i < wordTails.length; i++) {
            wordTails[i] = Bytes.ascii("\"" + choiceTail("null", 4 + i));
        }
    }

    @Override
    public int events() {
        return finishEnd + (hasUsageChunk() ? 2 : 1);
    }

    @Override
    public void append(int index, Bytes out) {
        if (index == events() - 1) {
            out.add(DONE);
            return;
        }
        out.add(head);
        if (index >= finishEnd) {
            out.add("],\"usage\":").add(OpenAiAnswer.usage(reply.usage())).add("}\n\n");
            return;
        }
        int choice = index % choices;
        out.add(choiceHeads[choice]);
        if (index < choices) {
            out.add(roleTail);
            return;
        }
        if (index >= contentEnd) {
            out.add(choiceTail("\"" + OpenAiAnswer.finishReason(reply) + "\"", 5));
            return;
        }
        int word = index / choices - 1;
        byte[] text = Words.at(reply.call().prompt().hash(), choice, word);
        out.add("\"content\":\"").add(text).add(wordTails[(index * 3 + text.length) & 7]);
    }

    @Override
    public long outputTokensAfter(int events) {
        return events >= events() ? reply.usage().output() : Math.clamp(events - choices, 0, contentEnd - choices);
    }

    private boolean hasUsageChunk() {
        return reply.call().includeUsage() && reply.reportUsage();
    }

    private String choiceTail(String finishReason, int padding) {
        String usage = reply.call().includeUsage() ? ",\"usage\":null" : "";
        return "},\"logprobs\":null,\"finish_reason\":" + finishReason + "}]" + usage + ",\"obfuscation\":\""
                + OBFUSCATION.substring(0, padding) + "\"}\n\n";
    }
}
