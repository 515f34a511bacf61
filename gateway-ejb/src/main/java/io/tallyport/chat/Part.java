package io.tallyport.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a turn. {@code cache}, where a kind has it, ends a prefix that the provider shall cache. */
public sealed interface Part {

    /** @param citations Anthropic's citation objects, as they were; null or an array */
    record Text(
            String text,
            @Nullable JsonNode citations,
            @Nullable CacheMark cache) implements Part {
        public Text(String text) {
            this(text, null, null);
        }
    }

    /** @param detail OpenAI's {@code low}, {@code high} or {@code auto} */
    record Image(
            Media media, @Nullable String detail, @Nullable CacheMark cache) implements Part {}

    /**
     * A PDF or text that the model reads.
     *
     * @param name title or file name
     * @param context Anthropic's words about the document that are not cited
     * @param cited whether citations are wanted
     */
    record Document(
            Media media,
            @Nullable String name,
            @Nullable String context,
            boolean cited,
            @Nullable CacheMark cache) implements Part {}

    /** @param format such as {@code wav} or {@code mp3} */
    record Audio(String format, String base64) implements Part {}

    /** @param arguments the text of a JSON object, as the model wrote it: it may be no valid JSON */
    record ToolCall(
            String id,
            String name,
            String arguments,
            @Nullable CacheMark cache) implements Part {}

    /** @param content texts, images and documents */
    record ToolResult(
            String callId,
            List<Part> content,
            boolean failed,
            @Nullable CacheMark cache) implements Part {
        public ToolResult {
            content = List.copyOf(content);
        }
    }

    /** What the model thought, signed by its provider; must come back unchanged. The text may be empty. */
    record Thinking(String text, @Nullable String signature) implements Part {}

    /** Thinking that only its provider can read. */
    record RedactedThinking(String data) implements Part {}

    record Refusal(String text) implements Part {}

    /** A block of one format that has no counterpart elsewhere, as it was. */
    record Foreign(WireFormat format, JsonNode value) implements Part {}

    /** Where the bytes of an image or document are. */
    sealed interface Media {
        record Inline(String mediaType, String base64) implements Media {}

        record Link(String url) implements Media {}

        record Stored(String fileId) implements Media {}

        record PlainText(String text) implements Media {}
    }
}
