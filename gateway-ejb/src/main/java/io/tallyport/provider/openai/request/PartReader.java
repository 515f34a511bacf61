package io.tallyport.provider.openai.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.chat.CacheMark;
import io.tallyport.chat.Part;
import io.tallyport.chat.Part.Media;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the content of a message: a string, or an array of parts. */
final class PartReader {
    static final Set<String> TEXT = Set.of("text");
    static final Set<String> OF_USERS = Set.of("text", "image_url", "file", "input_audio");
    static final Set<String> OF_ASSISTANTS = Set.of("text", "refusal");
    /** OpenAI takes text only; results of other providers have images. */
    static final Set<String> OF_TOOLS = Set.of("text", "image_url", "file");

    private static final String TEXT_FILE = "text/plain";

    private PartReader() {}

    static List<Part> content(Fields message, Set<String> types) {
        JsonNode content = message.get("content");
        if (content == null) {
            throw message.missing("content");
        }
        String path = message.path("content");
        if (content.isTextual()) {
            return List.of(new Part.Text(content.textValue()));
        }
        if (!content.isArray() || content.isEmpty()) {
            throw Fields.wrong(path, "a string or an array of content parts");
        }
        List<Part> parts = new ArrayList<>();
        for (Fields part : Fields.objects(path, content)) {
            parts.add(part(part, types));
            part.accept(List.of("prompt_cache_breakpoint"));
            part.refuseRest();
        }
        return parts;
    }

    private static Part part(Fields part, Set<String> types) {
        String type = part.requiredText("type");
        if (!types.contains(type)) {
            throw Fields.unsupported(part.path("type"));
        }
        CacheMark mark = part.cacheMark();
        return switch (type) {
            case "text" -> new Part.Text(part.requiredText("text"), null, mark);
            case "refusal" -> new Part.Refusal(part.requiredText("refusal"));
            case "image_url" -> image(part, mark);
            case "file" -> document(part.requiredObject("file"), mark);
            default -> audio(part.requiredObject("input_audio"));
        };
    }

    private static Part image(Fields part, @Nullable CacheMark mark) {
        JsonNode holder = part.get("image_url");
        if (holder != null && holder.isTextual()) {
            return new Part.Image(media(holder.textValue(), part.path("image_url")), null, mark);
        }
        Fields image = part.requiredObject("image_url");
        Part read = new Part.Image(media(image.requiredText("url"), image.path("url")), image.text("detail"), mark);
        image.refuseRest();
        return read;
    }

    private static Media media(String url, String path) {
        String lower = url.substring(0, Math.min(url.length(), 8)).toLowerCase(Locale.ROOT);
        if (lower.startsWith("https://") || lower.startsWith("http://")) {
            return new Media.Link(url);
        }
        return DataUrl.parse(url)
                .map(data -> new Media.Inline(data.mediaType(), data.base64()))
                .orElseThrow(() -> Fields.wrong(path, "an http or https URL, or a data URL of base64"));
    }

    private static Part document(Fields file, @Nullable CacheMark mark) {
        String data = file.text("file_data");
        String id = file.text("file_id");
        String name = file.text("filename");
        if ((data == null) == (id == null)) {
            throw Fields.wrong(file.path(), "an object with either file_data or file_id");
        }
        Media media = data == null ? new Media.Stored(String.valueOf(id)) : inline(data, file.path("file_data"));
        file.refuseRest();
        return new Part.Document(media, name, null, false, mark);
    }

    private static Media inline(String url, String path) {
        DataUrl data = DataUrl.parse(url).orElseThrow(() -> Fields.wrong(path, "a data URL of base64"));
        if (!data.mediaType().equals(TEXT_FILE)) {
            return new Media.Inline(data.mediaType(), data.base64());
        }
        try {
            byte[] text = Base64.getDecoder().decode(data.base64());
            return new Media.PlainText(new String(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw Fields.wrong(path, "a data URL of base64");
        }
    }

    private static Part audio(Fields audio) {
        Part read = new Part.Audio(audio.requiredText("format"), audio.requiredText("data"));
        audio.refuseRest();
        return read;
    }

    /** A mark beside a message's content is a mark on its last part. */
    static void markLast(List<Part> parts, @Nullable CacheMark mark) {
        if (mark != null && !parts.isEmpty()) {
            parts.add(marked(parts.removeLast(), mark));
        }
    }

    private static Part marked(Part part, CacheMark mark) {
        return switch (part) {
            case Part.Text text -> new Part.Text(text.text(), text.citations(), mark);
            case Part.Image image -> new Part.Image(image.media(), image.detail(), mark);
            case Part.Document document ->
                new Part.Document(document.media(), document.name(), document.context(), document.cited(), mark);
            case Part.ToolCall call -> new Part.ToolCall(call.id(), call.name(), call.arguments(), mark);
            case Part.ToolResult result ->
                new Part.ToolResult(result.callId(), result.content(), result.failed(), mark);
            case Part.Audio audio -> audio;
            case Part.Thinking thinking -> thinking;
            case Part.RedactedThinking thinking -> thinking;
            case Part.Refusal refusal -> refusal;
            case Part.Foreign foreign -> foreign;
        };
    }
}
