package io.tallyport.provider.responses.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the model said: texts and refusals. */
final class MessageItem implements OutputItem {
    private final Place place;
    private final List<Content> contents = new ArrayList<>();
    private @Nullable Content open;
    private Status status = Status.IN_PROGRESS;

    MessageItem(Place place) {
        this.place = place;
        place.added(this);
    }

    void text(String delta) {
        say(Kind.TEXT, delta);
    }

    void refusal(String delta) {
        say(Kind.REFUSAL, delta);
    }

    private void say(Kind kind, String delta) {
        Content content = open(kind);
        content.text.append(delta);
        place.part(kind.event + ".delta", json -> {
            json.writeNumberField("content_index", content.index);
            json.writeStringField("delta", delta);
            kind.writeLogprobs(json);
        });
    }

    private Content open(Kind kind) {
        if (open != null && open.kind == kind) {
            return open;
        }
        endPart();
        Content content = new Content(kind, contents.size());
        contents.add(content);
        open = content;
        tellPart("response.content_part.added", content);
        return content;
    }

    /** The next delta begins a new part. */
    void endPart() {
        Content content = open;
        if (content == null) {
            return;
        }
        open = null;
        place.part(content.kind.event + ".done", json -> {
            json.writeNumberField("content_index", content.index);
            content.kind.writeLogprobs(json);
            json.writeStringField(content.kind.field, content.text.toString());
        });
        tellPart("response.content_part.done", content);
    }

    private void tellPart(String type, Content content) {
        place.part(type, json -> {
            json.writeNumberField("content_index", content.index);
            json.writeFieldName("part");
            content.write(json);
        });
    }

    @Override
    public void close(Status end) {
        if (status != Status.IN_PROGRESS) {
            return;
        }
        endPart();
        status = end;
        place.done(this);
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", place.id());
        json.writeStringField("type", "message");
        json.writeStringField("status", status.text());
        json.writeArrayFieldStart("content");
        for (Content content : contents) {
            content.write(json);
        }
        json.writeEndArray();
        json.writeStringField("role", "assistant");
        json.writeEndObject();
    }

    private enum Kind {
        TEXT("output_text", "response.output_text", "text"),
        REFUSAL("refusal", "response.refusal", "refusal");

        private final String type;
        private final String event;
        private final String field;

        Kind(String type, String event, String field) {
            this.type = type;
            this.event = event;
            this.field = field;
        }

        void writeLogprobs(JsonGenerator json) throws IOException {
            if (this == TEXT) {
                json.writeArrayFieldStart("logprobs");
                json.writeEndArray();
            }
        }
    }

    private static final class Content {
        private final Kind kind;
        private final int index;
        private final StringBuilder text = new StringBuilder();

        Content(Kind kind, int index) {
            this.kind = kind;
            this.index = index;
        }

        void write(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeStringField("type", kind.type);
            if (kind == Kind.TEXT) {
                json.writeArrayFieldStart("annotations");
                json.writeEndArray();
            }
            kind.writeLogprobs(json);
            json.writeStringField(kind.field, text.toString());
            json.writeEndObject();
        }
    }
}
