package io.tallyport.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.chat.Part;
import io.tallyport.chat.Part.Media;
import io.tallyport.wire.JsonTree;
import java.util.StringJoiner;

/**
 * What a tool answered.
 *
 * @param response an object, as Gemini demands
 * @param beside images and files, which no object can hold, as parts
 */
record GeminiResult(ObjectNode response, ArrayNode beside) {

    static GeminiResult of(Part.ToolResult result, String path) {
        StringJoiner texts = new StringJoiner("\n");
        ArrayNode beside = JsonTree.newObject().putArray("parts");
        for (Part part : result.content()) {
            switch (part) {
                case Part.Text text -> texts.add(text.text());
                case Part.Document document
                when document.media() instanceof Media.PlainText text -> texts.add(text.text());
                case Part.Image image -> beside.add(GeminiParts.image(image, path));
                case Part.Document document -> beside.addAll(GeminiParts.document(document, path));
                default -> throw GeminiParts.refused(path, "a tool's result may hold texts, images and files only");
            }
        }
        return new GeminiResult(response(texts.toString(), result.failed()), beside);
    }

    /**
     * Gemini takes {@code error} for a failure, and any other object for the output itself; a {@code $ref} anywhere in it
     * for the name of a part that is not there (vercel/ai#14369).
     */
    private static ObjectNode response(String text, boolean failed) {
        JsonNode value = JsonTree.value(text)
                .filter(json -> json.isObject() && !text.contains("\"$ref\""))
                .orElseGet(() -> JsonTree.newObject().textNode(text));
        if (failed) {
            return JsonTree.newObject().set("error", value);
        }
        return value instanceof ObjectNode object
                ? object
                : JsonTree.newObject().set("result", value);
    }
}
