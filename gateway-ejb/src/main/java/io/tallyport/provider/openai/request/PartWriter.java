package io.tallyport.provider.openai.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.chat.Part;
import io.tallyport.chat.Part.Media;
import io.tallyport.wire.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the content of a message: one string, or an array of parts. */
final class PartWriter {
    private static final String PARAGRAPH = "\n\n";
    private static final String OPENAI_FILE = "file-";

    private final Vendor vendor;

    PartWriter(Vendor vendor) {
        this.vendor = vendor;
    }

    static boolean isPlainText(Part part) {
        return part instanceof Part.Document document && document.media() instanceof Media.PlainText;
    }

    /** @param path of the turn, to name it where a part has no counterpart */
    JsonNode content(List<? extends Part> parts, String path) {
        ArrayNode written = JsonTree.newObject().arrayNode();
        List<String> texts = new ArrayList<>();
        for (Part part : parts) {
            write(part, path, written, texts);
        }
        if (texts.size() < written.size() || (texts.size() > 1 && vendor.takesTextParts())) {
            return written;
        }
        return written.textNode(String.join(PARAGRAPH, texts));
    }

    private void write(Part part, String path, ArrayNode written, List<String> texts) {
        switch (part) {
            case Part.Text text -> text(text.text(), written, texts);
            case Part.Image image -> image(image, path, written.addObject());
            case Part.Document document -> document(document, path, written, texts);
            case Part.Audio audio ->
                written.addObject()
                        .put("type", "input_audio")
                        .putObject("input_audio")
                        .put("data", audio.base64())
                        .put("format", audio.format());
            case Part.ToolCall call -> throw Fields.unsupported(path);
            case Part.ToolResult result -> throw Fields.unsupported(path);
            case Part.Thinking thinking -> {}
            case Part.RedactedThinking thinking -> {}
            case Part.Refusal refusal -> text(refusal.text(), written, texts);
            case Part.Foreign foreign -> throw Fields.unsupported(path);
        }
    }

    private static void text(String text, ArrayNode written, List<String> texts) {
        written.addObject().put("type", "text").put("text", text);
        texts.add(text);
    }

    private static void image(Part.Image image, String path, ObjectNode written) {
        String url =
                switch (image.media()) {
                    case Media.Inline inline -> DataUrl.of(inline.mediaType(), inline.base64());
                    case Media.Link link -> link.url();
                    case Media.Stored stored -> throw Fields.unsupported(path);
                    case Media.PlainText text -> throw Fields.unsupported(path);
                };
        ObjectNode holder =
                written.put("type", "image_url").putObject("image_url").put("url", url);
        if (image.detail() != null) {
            holder.put("detail", image.detail());
        }
    }

    private void document(Part.Document document, String path, ArrayNode written, List<String> texts) {
        if (document.cited()) {
            throw Fields.unsupported(path);
        }
        switch (document.media()) {
            case Media.PlainText text ->
                text(paragraphs(document.name(), document.context(), text.text()), written, texts);
            case Media.Inline inline ->
                file(document, written, texts)
                        .put("filename", fileName(document.name(), inline.mediaType()))
                        .put("file_data", DataUrl.of(inline.mediaType(), inline.base64()));
            case Media.Stored stored -> file(document, written, texts).put("file_id", ownFile(stored, path));
            case Media.Link link -> throw Fields.unsupported(path);
        }
    }

    /** What Anthropic's callers say about a document stands ahead of it. */
    private static ObjectNode file(Part.Document document, ArrayNode written, List<String> texts) {
        if (document.context() != null) {
            text(document.context(), written, texts);
        }
        return written.addObject().put("type", "file").putObject("file");
    }

    private static String paragraphs(@Nullable String... paragraphs) {
        return String.join(
                PARAGRAPH, Stream.of(paragraphs).filter(Objects::nonNull).toList());
    }

    /** OpenAI takes a PDF only by a name that says so. */
    private static String fileName(@Nullable String name, String mediaType) {
        String given = name == null || name.isBlank() ? "document" : name;
        boolean pdf = mediaType.equals("application/pdf");
        return pdf && !given.toLowerCase(Locale.ROOT).endsWith(".pdf") ? given + ".pdf" : given;
    }

    /** Ids of stored files say whose they are. */
    private String ownFile(Media.Stored stored, String path) {
        if (vendor != Vendor.OPENAI || !stored.fileId().startsWith(OPENAI_FILE)) {
            throw Fields.unsupported(path);
        }
        return stored.fileId();
    }
}
