package io.tallyport.workbench.simulator.dialect.openai.responses;

import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.answer.Part;
import io.tallyport.workbench.simulator.answer.Score;
import io.tallyport.workbench.simulator.answer.Script;
import io.tallyport.workbench.simulator.answer.Tokens;
import io.tallyport.workbench.simulator.dialect.Reply;
import java.util.List;

/**
 * response.created, response.in_progress, for each item output_item.added to output_item.done with a delta for each token in
 * between, then response.completed or response.incomplete. Events are numbered from 0, and there is no terminator.
 */
final class ResponsesStream {
    private static final byte[] DELTA_END = Bytes.ascii("\",\"obfuscation\":\"T3FmnOmia\"}\n\n");

    private final Reply reply;
    private final ResponseObject response;
    private final List<Item> items;
    private final Score score;

    ResponsesStream(Reply reply, ResponseObject response, List<Item> items) {
        this.reply = reply;
        this.response = response;
        this.items = items;
        this.score = new Score(reply.usage().output());
    }

    Script script() {
        String begun = ",\"response\":" + response.begun();
        event("response.created", begun);
        event("response.in_progress", begun);
        for (int i = 0; i < items.size(); i++) {
            item(items.get(i), i);
        }
        event(
                reply.cutByLimit() ? "response.incomplete" : "response.completed",
                ",\"response\":" + response.ended(items));
        return score;
    }

    private void item(Item item, int index) {
        String place = ",\"output_index\":" + index;
        event("response.output_item.added", place + ",\"item\":" + item.opened());
        String inItem = ",\"item_id\":\"" + item.id() + "\"" + place;
        switch (item.part()) {
            case Part.Thought thought -> summary(item, inItem + ",\"summary_index\":0");
            case Part.Text text -> text(item, inItem + ",\"content_index\":0");
            case Part.Call call -> arguments(item, inItem);
        }
        event("response.output_item.done", place + ",\"item\":" + item.closed());
    }

    private void summary(Item item, String place) {
        if (item.part().tokens().count() == 0) {
            return;
        }
        event("response.reasoning_summary_part.added", place + ",\"part\":" + Item.summary(""));
        deltas("response.reasoning_summary_text.delta", place, item.part().tokens());
        event("response.reasoning_summary_text.done", place + ",\"text\":\"" + item.text() + "\"");
        event("response.reasoning_summary_part.done", place + ",\"part\":" + item.summary());
    }

    private void text(Item item, String place) {
        event("response.content_part.added", place + ",\"part\":" + Item.content(""));
        deltas(
                "response.output_text.delta",
                place + ",\"logprobs\":[]",
                item.part().tokens());
        event("response.output_text.done", place + ",\"logprobs\":[],\"text\":\"" + item.text() + "\"");
        event("response.content_part.done", place + ",\"part\":" + item.content());
    }

    private void arguments(Item item, String place) {
        deltas("response.function_call_arguments.delta", place, item.part().tokens());
        event("response.function_call_arguments.done", place + ",\"arguments\":\"" + item.text() + "\"");
    }

    private void event(String type, String rest) {
        score.one(Bytes.ascii(start(type) + score.events() + rest + "}\n\n"));
    }

    private void deltas(String type, String place, Tokens tokens) {
        byte[] head = Bytes.ascii(start(type));
        byte[] middle = Bytes.ascii(place + ",\"delta\":\"");
        int first = score.events();
        score.each(tokens.count(), 1, (index, out) -> {
            out.add(head).add(first + index).add(middle);
            tokens.append(index, out);
            out.add(DELTA_END);
        });
    }

    private static String start(String type) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":";
    }
}
