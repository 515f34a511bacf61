package io.tallyport.provider.responses.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallyport.wire.JsonFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A call of one of the caller's functions. */
final class CallItem implements OutputItem {
    private final Place place;
    private final String callId;
    private final String name;
    private final StringBuilder arguments = new StringBuilder();
    private Status status = Status.IN_PROGRESS;

    CallItem(Place place, String callId, String name) {
        this.place = place;
        this.callId = callId;
        this.name = name;
        place.added(this);
    }

    /** What comes after the arguments are whole can only be blank, and is dropped. */
    void arguments(String delta) {
        if (status != Status.IN_PROGRESS || delta.isEmpty()) {
            return;
        }
        arguments.append(delta);
        place.part("response.function_call_arguments.delta", json -> json.writeStringField("delta", delta));
    }

    /** Whether the arguments are one JSON object, so that nothing can follow. */
    boolean isWhole() {
        byte[] text = arguments.toString().getBytes(StandardCharsets.UTF_8);
        return JsonFields.tryEach(text, 0, text.length, (field, value) -> false);
    }

    /** @param end of an answer that was cut off, only calls whose arguments are not whole are incomplete */
    @Override
    public void close(Status end) {
        if (status != Status.IN_PROGRESS) {
            return;
        }
        if (end == Status.COMPLETED && arguments.isEmpty()) {
            arguments("{}");
        }
        place.part("response.function_call_arguments.done", json -> {
            json.writeStringField("arguments", arguments.toString());
            json.writeStringField("name", name);
        });
        status = end == Status.INCOMPLETE && isWhole() ? Status.COMPLETED : end;
        place.done(this);
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", place.id());
        json.writeStringField("type", "function_call");
        json.writeStringField("status", status.text());
        json.writeStringField("arguments", arguments.toString());
        json.writeStringField("call_id", callId);
        json.writeStringField("name", name);
        json.writeEndObject();
    }
}
