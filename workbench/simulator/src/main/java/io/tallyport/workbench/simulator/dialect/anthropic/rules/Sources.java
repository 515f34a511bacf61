package io.tallyport.workbench.simulator.dialect.anthropic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/** Where images and documents come from. */
final class Sources {
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "base64", Set.of("type", "media_type", "data"),
            "url", Set.of("type", "url"),
            "file", Set.of("type", "file_id"),
            "text", Set.of("type", "media_type", "data"),
            "content", Set.of("type", "content"));
    private static final Set<String> OF_IMAGES = Set.of("base64", "url", "file");
    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private final Complaints complaints;

    Sources(Complaints complaints) {
        this.complaints = complaints;
    }

    void check(String path, JsonNode block) {
        if (!complaints.required(path, block, "source")) {
            return;
        }
        JsonNode source = block.get("source");
        boolean isImage = Blocks.isOf(block, "image");
        String type = source.path("type").asText();
        String inner = path + ".source";
        if (!KNOWN.containsKey(type) || (isImage && !OF_IMAGES.contains(type))) {
            complaints.tag(
                    inner, type, isImage ? "'base64', 'file', 'url'" : "'base64', 'content', 'file', 'text', 'url'");
            return;
        }
        String tagged = inner + "." + type;
        complaints.onlyKnown(tagged, source, KNOWN.get(type));
        switch (type) {
            case "base64" -> base64(tagged, source, isImage);
            case "url" -> url(tagged, source);
            case "file" -> complaints.text(tagged, source, "file_id");
            case "text" -> complaints.text(tagged, source, "data");
            default -> complaints.required(tagged, source, "content");
        }
    }

    private void base64(String path, JsonNode source, boolean isImage) {
        complaints.text(path, source, "data");
        complaints.text(path, source, "media_type");
        String mediaType = source.path("media_type").asText();
        if (isImage && !IMAGES.contains(mediaType)) {
            complaints.add(
                    path + ".media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'");
        }
        if (!isImage && !mediaType.equals("application/pdf")) {
            complaints.add(path + ".media_type: Input should be 'application/pdf'");
        }
        if (!isBase64(source.path("data").asText())) {
            complaints.add(path + ".data: Invalid base64 data");
        }
    }

    private void url(String path, JsonNode source) {
        complaints.text(path, source, "url");
        if (!source.path("url").asText().startsWith("http")) {
            complaints.add(path + ".url: Only HTTPS URLs are supported.");
        }
    }

    private static boolean isBase64(String data) {
        try {
            return Base64.getDecoder().decode(data).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
