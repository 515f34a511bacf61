package io.tallyport.provider.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.chat.Part;
import io.tallyport.chat.Part.Media;
import io.tallyport.error.GatewayException;
import io.tallyport.wire.JsonTree;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes media as parts. Names of files are not sent: Gemini has no place for them. */
final class GeminiParts {
    private static final Map<String, String> TYPES_BY_ENDING = Map.of(
            "png", "image/png",
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "webp", "image/webp",
            "gif", "image/gif",
            "heic", "image/heic",
            "heif", "image/heif",
            "pdf", "application/pdf",
            "txt", "text/plain");

    private GeminiParts() {}

    static ObjectNode image(Part.Image image, String path) {
        return media(image.media(), "image/jpeg", path);
    }

    /** The document, after the words about it. */
    static List<ObjectNode> document(Part.Document document, String path) {
        if (document.cited()) {
            throw refused(path, "this model cannot cite documents");
        }
        ObjectNode file = media(document.media(), "application/pdf", path);
        String context = document.context();
        return context == null || context.isEmpty() ? List.of(file) : List.of(text(context), file);
    }

    static ObjectNode text(String text) {
        return JsonTree.newObject().put("text", text);
    }

    static ObjectNode inline(String type, String base64) {
        ObjectNode part = JsonTree.newObject();
        part.putObject("inlineData")
                .put("mimeType", type.equals("image/jpg") ? "image/jpeg" : type)
                .put("data", base64);
        return part;
    }

    static GatewayException refused(String path, String why) {
        return GatewayException.untranslatable(path, path + ": " + why + ".");
    }

    private static ObjectNode media(Media media, String usualType, String path) {
        return switch (media) {
            case Media.Inline inline -> inline(inline.mediaType(), inline.base64());
            case Media.Link link -> link(link.url(), usualType);
            case Media.PlainText text -> text(text.text());
            case Media.Stored ignored -> throw refused(path, "a file id is known to its own provider only");
        };
    }

    /** Gemini fetches the file itself; its type must be said, and is guessed from the address. */
    private static ObjectNode link(String url, String usualType) {
        String address = url.split("[?#]", 2)[0];
        String ending = address.substring(address.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        ObjectNode part = JsonTree.newObject();
        part.putObject("fileData")
                .put("mimeType", TYPES_BY_ENDING.getOrDefault(ending, usualType))
                .put("fileUri", url);
        return part;
    }
}
