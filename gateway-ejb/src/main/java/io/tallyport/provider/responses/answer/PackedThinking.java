package io.tallyport.provider.responses.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.chat.Part;
import io.tallyport.wire.JsonTree;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Thinking as it travels with the caller in {@code encrypted_content}: base64url of
 * {@code {"v":1,"thinking":[{"text":…,"signature":…},{"redacted":…}]}}. Nothing is secret in it: the caller may read the
 * text, and its provider checks the signature.
 */
public final class PackedThinking {
    /** What a request's {@code include} holds to get it. */
    public static final String INCLUDE = "reasoning.encrypted_content";

    private static final int VERSION = 1;

    private PackedThinking() {}

    public static String pack(List<Part> thinking) {
        ObjectNode packed = JsonTree.newObject().put("v", VERSION);
        for (Part part : thinking) {
            ObjectNode entry = packed.withArray("thinking").addObject();
            if (part instanceof Part.Thinking plain) {
                entry.put("text", plain.text());
                if (plain.signature() != null) {
                    entry.put("signature", plain.signature());
                }
            }
            if (part instanceof Part.RedactedThinking redacted) {
                entry.put("redacted", redacted.data());
            }
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(JsonTree.bytes(packed));
    }

    /** None if it was not packed here. */
    public static List<Part> unpack(String text) {
        return decoded(text)
                .filter(packed -> packed.path("v").asInt() == VERSION)
                .map(PackedThinking::parts)
                .orElseGet(List::of);
    }

    private static Optional<ObjectNode> decoded(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return JsonTree.object(bytes, 0, bytes.length);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<Part> parts(ObjectNode packed) {
        List<Part> parts = new ArrayList<>();
        for (JsonNode entry : packed.path("thinking")) {
            parts.add(
                    entry.has("redacted")
                            ? new Part.RedactedThinking(entry.path("redacted").asText())
                            : new Part.Thinking(
                                    entry.path("text").asText(),
                                    entry.has("signature")
                                            ? entry.path("signature").asText()
                                            : null));
        }
        return parts;
    }
}
