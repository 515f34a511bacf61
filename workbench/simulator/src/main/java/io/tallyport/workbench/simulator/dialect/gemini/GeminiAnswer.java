package io.tallyport.workbench.simulator.dialect.gemini;

import io.tallyport.workbench.simulator.account.Usage;
import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.answer.Ids;
import io.tallyport.workbench.simulator.answer.Part;
import io.tallyport.workbench.simulator.answer.Quoted;
import io.tallyport.workbench.simulator.answer.Seal;
import io.tallyport.workbench.simulator.dialect.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A plain answer, and the pieces it shares with the stream. */
final class GeminiAnswer {
    private final Reply reply;
    private final boolean signs;
    private final String responseId = Ids.base62("", 23);

    GeminiAnswer(Reply reply, boolean signs) {
        this.reply = reply;
        this.signs = signs;
    }

    byte[] plain(boolean inArray) {
        List<String> parts = new ArrayList<>();
        boolean signed = !signs;
        for (Part part : reply.parts()) {
            String seal = signed || part instanceof Part.Thought ? "" : seal(part);
            signed |= !seal.isEmpty();
            String json = part(part, seal);
            if (!json.isEmpty()) {
                parts.add(json);
            }
        }
        String json = head() + String.join(",", parts) + afterParts(finishReason()) + usage(reply.usage()) + tail();
        return Bytes.ascii((inArray ? "[" + json + "]" : json) + "\n");
    }

    /** A whole part; empty if the limit cut a call, of which nothing is said then. */
    private static String part(Part part, String seal) {
        return switch (part) {
            case Part.Thought thought -> "{\"text\": \"" + text(part) + "\",\"thought\": true}";
            case Part.Text text -> "{\"text\": \"" + text(part) + "\"" + signature(seal) + "}";
            case Part.Call call -> call.tokens().isWhole() ? call(call, seal) : "";
        };
    }

    static String call(Part.Call call, String seal) {
        return "{\"functionCall\": {\"name\": " + Quoted.of(call.name()) + ",\"args\": " + call.arguments() + "}"
                + signature(seal) + "}";
    }

    static String seal(Part part) {
        return Seal.of(part instanceof Part.Call call ? call.name() + call.arguments() : text(part));
    }

    static String signature(String seal) {
        return seal.isEmpty() ? "" : ",\"thoughtSignature\": \"" + seal + "\"";
    }

    private static String text(Part part) {
        Bytes all = new Bytes(16 + part.tokens().count() * 9);
        part.tokens().appendAll(all);
        return new String(all.toArray(), StandardCharsets.UTF_8);
    }

    String finishReason() {
        return reply.cutByLimit() ? "MAX_TOKENS" : "STOP";
    }

    String head() {
        return "{\"candidates\": [{\"content\": {\"parts\": [";
    }

    /** @param finishReason empty before the end */
    String afterParts(String finishReason) {
        String message = reply.hasCalls() ? ",\"finishMessage\": \"Model generated function call(s).\"" : "";
        return "],\"role\": \"model\"},"
                + (finishReason.isEmpty() ? "" : "\"finishReason\": \"" + finishReason + "\",") + "\"index\": 0"
                + (finishReason.equals("STOP") ? message : "") + "}]";
    }

    /** @param usage so far */
    String usage(Usage usage) {
        if (!reply.reportUsage()) {
            return "";
        }
        long candidates = usage.output() - usage.reasoning();
        return ",\"usageMetadata\": {\"promptTokenCount\": " + usage.prompt()
                + ",\"candidatesTokenCount\": " + candidates
                + ",\"totalTokenCount\": " + (usage.prompt() + usage.output())
                + (usage.read() > 0 ? ",\"cachedContentTokenCount\": " + usage.read() : "")
                + ",\"promptTokensDetails\": [{\"modality\": \"TEXT\",\"tokenCount\": " + usage.prompt() + "}]"
                + (usage.reasoning() > 0 ? ",\"thoughtsTokenCount\": " + usage.reasoning() : "")
                + ",\"serviceTier\": \"standard\"}";
    }

    String tail() {
        return ",\"modelVersion\": " + Quoted.of(reply.call().model()) + ",\"responseId\": \"" + responseId + "\"}";
    }
}
