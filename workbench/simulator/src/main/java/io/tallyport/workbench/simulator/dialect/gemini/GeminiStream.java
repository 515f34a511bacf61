package io.tallyport.workbench.simulator.dialect.gemini;

import io.tallyport.workbench.simulator.account.Usage;
import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.answer.Part;
import io.tallyport.workbench.simulator.answer.Score;
import io.tallyport.workbench.simulator.answer.Script;
import io.tallyport.workbench.simulator.answer.Tokens;
import io.tallyport.workbench.simulator.dialect.Reply;

/**
 * One chunk for each word, a call whole in one; the last chunk has the finish reason, each the usage so far. Lines end with
 * CR LF, and there is no terminator. A model that signs does so on its first call, or else in a last chunk without text.
 */
final class GeminiStream {
    private static final byte[] START = Bytes.ascii("data: ");
    private static final byte[] END = Bytes.ascii("\r\n\r\n");

    private final Reply reply;
    private final boolean signs;
    private final GeminiAnswer answer;
    private final Score score;
    private final byte[] head;
    private final byte[] tail;
    private final boolean endsBare;
    private long thoughts;
    private long said;

    GeminiStream(Reply reply, boolean signs) {
        this.reply = reply;
        this.signs = signs;
        this.answer = new GeminiAnswer(reply, signs);
        this.score = new Score(reply.usage().output());
        this.head = Bytes.ascii(answer.head());
        this.tail = Bytes.ascii(answer.tail());
        Part last = reply.parts().getLast();
        boolean isSignedText = signs && last instanceof Part.Text;
        boolean isCutCall = last instanceof Part.Call call && !call.tokens().isWhole();
        this.endsBare = isSignedText || isCutCall || last.tokens().count() == 0;
    }

    Script script() {
        thoughts = hiddenThoughts();
        String seal = signs ? GeminiAnswer.seal(reply.parts().getLast()) : "";
        boolean isFirstCall = true;
        for (Part part : reply.parts()) {
            boolean isLast = part == reply.parts().getLast() && !endsBare;
            switch (part) {
                case Part.Thought thought -> words(part.tokens(), "\",\"thought\": true}", true, isLast);
                case Part.Text text -> words(part.tokens(), "\"}", false, isLast);
                case Part.Call call -> {
                    call(call, isFirstCall ? seal : "", isLast);
                    isFirstCall = false;
                }
            }
        }
        if (endsBare) {
            boolean isText = reply.parts().getLast() instanceof Part.Text;
            String parts = isText ? "{\"text\": \"\"" + GeminiAnswer.signature(seal) + "}" : "";
            chunk(parts, 0, true);
        }
        return score;
    }

    /** Thinking that the caller does not see is over before the first chunk. */
    private long hiddenThoughts() {
        boolean areShown = reply.parts().getFirst() instanceof Part.Thought;
        return areShown ? 0 : reply.usage().reasoning();
    }

    private void words(Tokens tokens, String close, boolean areThoughts, boolean isLast) {
        byte[] open = Bytes.ascii("{\"text\": \"");
        byte[] closed = Bytes.ascii(close);
        long thoughtBefore = thoughts;
        long saidBefore = said;
        score.each(tokens.count(), 1, (index, out) -> {
            boolean ends = isLast && index == tokens.count() - 1;
            long thought = areThoughts ? thoughtBefore + index + 1 : thoughtBefore;
            long spoken = areThoughts ? saidBefore : saidBefore + index + 1;
            out.add(START).add(head).add(open);
            tokens.append(index, out);
            out.add(closed).add(rest(thought, spoken, ends)).add(tail).add(END);
        });
        thoughts += areThoughts ? tokens.count() : 0;
        said += areThoughts ? 0 : tokens.count();
    }

    private void call(Part.Call call, String seal, boolean isLast) {
        if (call.tokens().isWhole()) {
            said += call.tokens().count();
            chunk(GeminiAnswer.call(call, seal), call.tokens().count(), isLast);
        }
    }

    private void chunk(String parts, int tokens, boolean isLast) {
        byte[] chunk = new Bytes(512)
                .add(START)
                .add(head)
                .add(parts)
                .add(rest(thoughts, isLast ? allSaid() : said, isLast))
                .add(tail)
                .add(END)
                .toArray();
        score.each(1, tokens, (index, out) -> out.add(chunk));
    }

    private long allSaid() {
        return reply.usage().output() - reply.usage().reasoning();
    }

    private String rest(long thought, long spoken, boolean isLast) {
        Usage soFar = reply.usage().withOutput(thought + spoken);
        Usage usage =
                new Usage(soFar.input(), soFar.write5m(), soFar.write1h(), soFar.read(), thought + spoken, thought);
        return answer.afterParts(isLast ? answer.finishReason() : "") + answer.usage(usage);
    }
}
