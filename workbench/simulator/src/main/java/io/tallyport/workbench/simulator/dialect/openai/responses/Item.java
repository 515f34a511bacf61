package io.tallyport.workbench.simulator.dialect.openai.responses;

import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.answer.Ids;
import io.tallyport.workbench.simulator.answer.Part;
import io.tallyport.workbench.simulator.answer.Quoted;
import io.tallyport.workbench.simulator.answer.Tokens;
import io.tallyport.workbench.simulator.dialect.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One item of the output.
 *
 * @param status in which it ends
 * @param callId of a function call
 * @param showsSealed whether reasoning comes with its encrypted form
 */
record Item(Part part, String id, String status, String callId, boolean showsSealed) {
    private static final int ID_LENGTH = 50;

    static List<Item> all(Reply reply, boolean showsSealed) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < reply.parts().size(); i++) {
            boolean isCut = reply.cutByLimit() && i == reply.parts().size() - 1;
            Part part = reply.parts().get(i);
            items.add(new Item(
                    part,
                    Ids.hex(prefix(part), ID_LENGTH),
                    isCut ? "incomplete" : "completed",
                    Ids.base62("call_", 24),
                    showsSealed));
        }
        return items;
    }

    private static String prefix(Part part) {
        return switch (part) {
            case Part.Thought thought -> "rs_";
            case Part.Text text -> "msg_";
            case Part.Call call -> "fc_";
        };
    }

    /** As it is when it begins. */
    String opened() {
        return switch (part) {
            case Part.Thought thought -> reasoning(thought, "");
            case Part.Text text -> message("in_progress", "");
            case Part.Call call -> call(call, "in_progress", "");
        };
    }

    /** As it is when it has ended. */
    String closed() {
        return switch (part) {
            case Part.Thought thought -> reasoning(thought, summary());
            case Part.Text text -> message(status, content());
            case Part.Call call -> call(call, status, text());
        };
    }

    /** The content part of a message, with its text. */
    String content() {
        return content(text());
    }

    static String content(String text) {
        return "{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":\"" + text + "\"}";
    }

    /** The summary part of reasoning; empty if it is not shown. */
    String summary() {
        return part.tokens().count() == 0 ? "" : summary(text());
    }

    static String summary(String text) {
        return "{\"type\":\"summary_text\",\"text\":\"" + text + "\"}";
    }

    /** All tokens, escaped. */
    String text() {
        Tokens tokens = part.tokens();
        Bytes all = new Bytes(16 + tokens.count() * 9);
        tokens.appendAll(all);
        return new String(all.toArray(), StandardCharsets.UTF_8);
    }

    private String reasoning(Part.Thought thought, String summary) {
        String sealed = showsSealed ? ",\"encrypted_content\":\"" + Encrypted.of(thought.seal()) + "\"" : "";
        return "{\"id\":\"" + id + "\",\"type\":\"reasoning\"" + sealed + ",\"summary\":[" + summary + "]}";
    }

    private String message(String state, String content) {
        return "{\"id\":\"" + id + "\",\"type\":\"message\",\"status\":\"" + state + "\",\"content\":[" + content
                + "],\"role\":\"assistant\"}";
    }

    private String call(Part.Call call, String state, String arguments) {
        return "{\"id\":\"" + id + "\",\"type\":\"function_call\",\"status\":\"" + state + "\",\"arguments\":\""
                + arguments + "\",\"call_id\":\"" + callId + "\",\"name\":" + Quoted.of(call.name()) + "}";
    }
}
