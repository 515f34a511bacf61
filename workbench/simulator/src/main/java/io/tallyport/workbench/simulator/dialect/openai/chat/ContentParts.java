package io.tallyport.workbench.simulator.dialect.openai.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.dialect.openai.shared.Refused;
import io.tallyport.workbench.simulator.dialect.openai.shared.Rules;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Content parts: which there are, what they hold, and in whose messages they may stand. */
final class ContentParts {
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "text", Set.of("type", "text", "prompt_cache_breakpoint"),
            "refusal", Set.of("type", "refusal"),
            "image_url", Set.of("type", "image_url", "prompt_cache_breakpoint"),
            "input_audio", Set.of("type", "input_audio", "prompt_cache_breakpoint"),
            "file", Set.of("type", "file", "prompt_cache_breakpoint"));
    private static final Map<String, Set<String>> INNER = Map.of(
            "image_url", Set.of("url", "detail"),
            "input_audio", Set.of("data", "format"),
            "file", Set.of("file_data", "file_id", "filename"));
    private static final List<String> PLACES_OF_IMAGES = List.of("http://", "https://", "data:image/");

    private final Rules rules;

    ContentParts(Rules rules) {
        this.rules = rules;
    }

    void check(String path, JsonNode content, String role) {
        if (content.isEmpty()) {
            rules.add(Refused.emptyArray(path));
        }
        for (int i = 0; i < content.size(); i++) {
            part(path + "[" + i + "]", content.get(i), role);
        }
    }

    private void part(String path, JsonNode part, String role) {
        if (!rules.required(path, part, "type")) {
            return;
        }
        String type = part.get("type").asText();
        Set<String> known = KNOWN.get(type);
        if (known == null) {
            rules.add(Refused.value(
                    path + ".type", type, "'text', 'image_url', 'input_audio', 'refusal', 'audio', and 'file'"));
            return;
        }
        rules.onlyKnown(path, part, known);
        placed(path, type, role);
        if (!INNER.containsKey(type)) {
            rules.text(path, part, type);
            return;
        }
        if (rules.object(path, part, type)) {
            media(path + "." + type, type, part.get(type));
        }
    }

    private void placed(String path, String type, String role) {
        boolean isTheirs =
                switch (type) {
                    case "text" -> true;
                    case "refusal" -> role.equals("assistant");
                    default -> role.equals("user");
                };
        if (!isTheirs) {
            String message = path.substring(0, path.indexOf(']') + 1);
            rules.add(Refused.refusal(
                    "Invalid '" + message + "'. Content blocks of type '" + type
                            + "' are not allowed for messages with role '" + role + "'.",
                    message,
                    "invalid_value"));
        }
    }

    private void media(String path, String type, JsonNode media) {
        rules.onlyKnown(path, media, INNER.getOrDefault(type, Set.of()));
        switch (type) {
            case "image_url" -> image(path, media);
            case "input_audio" -> audio(path, media);
            default -> file(path, media);
        }
    }

    private void image(String path, JsonNode image) {
        rules.text(path, image, "url");
        String url = image.path("url").asText();
        if (PLACES_OF_IMAGES.stream().noneMatch(url::startsWith)) {
            rules.add(Refused.refusal(
                    "Invalid '" + path + ".url'. Expected a valid URL, but got a value with an invalid format.",
                    path + ".url",
                    "invalid_value"));
        }
    }

    private void audio(String path, JsonNode audio) {
        rules.text(path, audio, "data");
        if (!Set.of("wav", "mp3").contains(audio.path("format").asText())) {
            rules.add(Refused.value(path + ".format", audio.path("format").asText(), "'wav' and 'mp3'"));
        }
    }

    private void file(String path, JsonNode file) {
        if (!file.hasNonNull("file_id") && !file.hasNonNull("file_data")) {
            rules.add(Refused.missing(path + ".file_id"));
        }
        if (file.hasNonNull("file_data") && !file.get("file_data").asText().startsWith("data:")) {
            rules.add(Refused.refusal(
                    "Invalid file data: '" + path + ".file_data'. Expected a base64-encoded data URL with a MIME type"
                            + " (e.g. 'data:application/pdf;base64,aGVsbG8='), but got a value without the 'data:'"
                            + " prefix.",
                    path + ".file_data",
                    "invalid_value"));
        }
    }
}
