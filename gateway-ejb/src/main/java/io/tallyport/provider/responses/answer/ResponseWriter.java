package io.tallyport.provider.responses.answer;

import io.tallyport.chat.AnswerEvent;
import io.tallyport.chat.StopReason;
import io.tallyport.chat.TokenUse;
import io.tallyport.provider.AnswerHead;
import io.tallyport.provider.AnswerWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer as a stream of events or as the one response object that such a stream ends with.
 *
 * <p>Items follow each other, but for calls whose arguments come interleaved: those stay open together. Citations and
 * foreign parts have no counterpart here.
 */
public final class ResponseWriter implements AnswerWriter {
    private final AnswerHead head;
    private final ResponseEcho echo;
    private final NumberedEvents events;
    private final String digits;
    private final List<OutputItem> items = new ArrayList<>();
    private final Map<Integer, CallItem> calls = new HashMap<>();
    /** The message or reasoning that is open. */
    private @Nullable OutputItem current;

    private String model;

    private ResponseWriter(AnswerHead head, ResponseEcho echo) {
        this.head = head;
        this.echo = echo;
        this.events = new NumberedEvents(head.request().stream());
        this.digits = head.id().toString().substring("req_".length());
        this.model = head.model();
    }

    public static ResponseWriter of(AnswerHead head) {
        return new ResponseWriter(head, ResponseEcho.of(head.body()));
    }

    @Override
    public void accept(AnswerEvent event) {
        switch (event) {
            case AnswerEvent.Started started -> start(started);
            case AnswerEvent.TextDelta(String text)
            when !text.isEmpty() -> message().text(text);
            case AnswerEvent.RefusalDelta(String text)
            when !text.isEmpty() -> message().refusal(text);
            case AnswerEvent.ThinkingDelta(String text)
            when !text.isEmpty() -> reasoning().think(text);
            case AnswerEvent.ThinkingSigned(String signature) -> reasoning().sign(signature);
            case AnswerEvent.RedactedThinking(String data) -> reasoning().redact(data);
            case AnswerEvent.ToolCallStarted(int call, String id, String name) -> call(call, id, name);
            case AnswerEvent.ArgumentsDelta(int call, String json) -> {
                CallItem open = calls.get(call);
                if (open != null) {
                    open.arguments(json);
                }
            }
            case AnswerEvent.PartEnded ended -> endPart();
            case AnswerEvent.Finished finished -> finish(finished);
            case AnswerEvent.TextDelta empty -> {}
            case AnswerEvent.RefusalDelta empty -> {}
            case AnswerEvent.ThinkingDelta empty -> {}
            case AnswerEvent.Cited cited -> {}
            case AnswerEvent.ForeignPart foreign -> {}
            case AnswerEvent.Failed failed -> {}
        }
    }

    @Override
    public byte[] take() {
        return events.take();
    }

    private void start(AnswerEvent.Started started) {
        model = Objects.requireNonNullElse(started.model(), model);
        for (String type : List.of("response.created", "response.in_progress")) {
            events.event(type, json -> {
                json.writeFieldName("response");
                response(Status.IN_PROGRESS, null, null).write(json);
            });
        }
    }

    private MessageItem message() {
        if (current instanceof MessageItem open) {
            return open;
        }
        closeCurrent();
        MessageItem message = new MessageItem(place("msg_"));
        items.add(message);
        current = message;
        return message;
    }

    private ReasoningItem reasoning() {
        if (current instanceof ReasoningItem open) {
            return open;
        }
        closeCurrent();
        ReasoningItem reasoning = new ReasoningItem(place("rs_"), echo.packsThinking());
        items.add(reasoning);
        current = reasoning;
        return reasoning;
    }

    private void call(int number, String id, String name) {
        closeCurrent();
        CallItem call = new CallItem(place("fc_"), id, name);
        items.add(call);
        calls.put(number, call);
    }

    private OutputItem.Place place(String prefix) {
        return new OutputItem.Place(
                events, prefix + digits + HexFormat.of().toHexDigits((short) items.size()), items.size());
    }

    /** Calls that are not whole stay open: more of them may come behind the next item's beginning. */
    private void closeCurrent() {
        if (current != null) {
            current.close(Status.COMPLETED);
            current = null;
        }
        calls.values().stream().filter(CallItem::isWhole).forEach(call -> call.close(Status.COMPLETED));
    }

    private void endPart() {
        switch (current) {
            case MessageItem message -> message.endPart();
            case ReasoningItem reasoning -> reasoning.endPart();
            case CallItem call -> {}
            case null -> {}
        }
    }

    private void finish(AnswerEvent.Finished finished) {
        String cutBy = cutBy(finished.reason());
        Status status = cutBy == null ? Status.COMPLETED : Status.INCOMPLETE;
        items.forEach(item -> item.close(status));
        events.last("response." + status.text(), response(status, cutBy, finished.use())::write);
    }

    private ResponseObject response(Status status, @Nullable String cutBy, @Nullable TokenUse use) {
        return new ResponseObject(head, echo, "resp_" + digits, model, status, cutBy, items, use);
    }

    private static @Nullable String cutBy(StopReason reason) {
        return switch (reason) {
            case MAX_TOKENS, CONTEXT_WINDOW -> "max_output_tokens";
            case REFUSAL -> "content_filter";
            case END, STOP_SEQUENCE, TOOL_USE, PAUSE -> null;
        };
    }
}
