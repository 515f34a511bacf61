package io.tallyport.provider.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The sources of an answer as {@code url_citation} annotations, over the whole part of text that cites them. Sources that
 * are not of the web have no counterpart.
 */
final class Annotations {
    private static final String OF_THE_WEB = "web_search_result_location";

    private final List<Annotation> annotations = new ArrayList<>();
    private final List<JsonNode> open = new ArrayList<>();
    private int partStart;
    private int length;

    private record Annotation(int start, int end, String url, String title) {}

    void text(String delta) {
        length += delta.codePointCount(0, delta.length());
    }

    void cited(JsonNode citation) {
        if (citation.path("type").asText().equals(OF_THE_WEB)) {
            open.add(citation);
        }
    }

    /** The next text begins a new part. */
    void endPart() {
        for (JsonNode citation : open) {
            annotations.add(new Annotation(
                    partStart,
                    length,
                    citation.path("url").asText(),
                    citation.path("title").asText()));
        }
        open.clear();
        partStart = length;
    }

    boolean isEmpty() {
        return annotations.isEmpty();
    }

    void write(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("annotations");
        for (Annotation annotation : annotations) {
            json.writeStartObject();
            json.writeStringField("type", "url_citation");
            json.writeObjectFieldStart("url_citation");
            json.writeNumberField("start_index", annotation.start());
            json.writeNumberField("end_index", annotation.end());
            json.writeStringField("url", annotation.url());
            json.writeStringField("title", annotation.title());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
