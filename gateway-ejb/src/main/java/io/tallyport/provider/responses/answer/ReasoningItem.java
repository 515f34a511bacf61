package io.tallyport.provider.responses.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallyport.chat.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the model thought: readable as a summary, and packed for the way back where the caller wants that. */
final class ReasoningItem implements OutputItem {
    private final Place place;
    private final boolean packs;
    private final List<String> summary = new ArrayList<>();
    private final List<Part> thinking = new ArrayList<>();
    private @Nullable StringBuilder open;
    private Status status = Status.IN_PROGRESS;

    /** @param packs whether {@code encrypted_content} is wanted */
    ReasoningItem(Place place, boolean packs) {
        this.place = place;
        this.packs = packs;
        place.added(this);
    }

    void think(String delta) {
        StringBuilder text = open;
        if (text == null) {
            text = new StringBuilder();
            open = text;
            tellPart("response.reasoning_summary_part.added", "");
        }
        text.append(delta);
        place.part("response.reasoning_summary_text.delta", json -> {
            json.writeNumberField("summary_index", summary.size());
            json.writeStringField("delta", delta);
        });
    }

    void sign(String signature) {
        thinking.add(new Part.Thinking(endSummary(), signature));
    }

    void redact(String data) {
        endPart();
        thinking.add(new Part.RedactedThinking(data));
    }

    /** Ends thinking that was not signed. */
    void endPart() {
        if (open != null) {
            thinking.add(new Part.Thinking(endSummary(), null));
        }
    }

    private String endSummary() {
        if (open == null) {
            return "";
        }
        String text = open.toString();
        place.part("response.reasoning_summary_text.done", json -> {
            json.writeNumberField("summary_index", summary.size());
            json.writeStringField("text", text);
        });
        tellPart("response.reasoning_summary_part.done", text);
        summary.add(text);
        open = null;
        return text;
    }

    private void tellPart(String type, String text) {
        place.part(type, json -> {
            json.writeNumberField("summary_index", summary.size());
            json.writeFieldName("part");
            writePart(json, text);
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

    /** Without a status, as OpenAI's own have none. */
    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", place.id());
        json.writeStringField("type", "reasoning");
        json.writeArrayFieldStart("content");
        json.writeEndArray();
        if (packs) {
            json.writeStringField(
                    "encrypted_content", status == Status.IN_PROGRESS ? null : PackedThinking.pack(thinking));
        }
        json.writeArrayFieldStart("summary");
        for (String text : summary) {
            writePart(json, text);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writePart(JsonGenerator json, String text) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "summary_text");
        json.writeStringField("text", text);
        json.writeEndObject();
    }
}
