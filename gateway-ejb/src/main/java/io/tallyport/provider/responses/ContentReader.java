package io.tallyport.provider.responses;

import io.tallyport.chat.CacheMark;
import io.tallyport.chat.Part;
import io.tallyport.chat.Part.Media;
import io.tallyport.error.GatewayException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a message or a tool's result says. */
final class ContentReader {

    private ContentReader() {}

    /**
     * A string or an array of parts.
     *
     * @param mark of the whole: the last part's, if that has none of its own
     */
    static List<Part> parts(Fields owner, String name, @Nullable CacheMark mark) {
        if (owner.value(name).isTextual()) {
            return List.of(new Part.Text(owner.text(name), null, mark));
        }
        if (!owner.value(name).isArray()) {
            throw owner.refusal(name, "The field " + owner.at(name) + " must be a string or an array of parts.");
        }
        List<Fields> contents = owner.objects(name);
        List<Part> parts = new ArrayList<>();
        for (Fields content : contents) {
            CacheMark own = mark(content);
            boolean last = parts.size() == contents.size() - 1;
            parts.add(part(content, own == null && last ? mark : own));
        }
        return parts;
    }

    /** Anthropic's {@code cache_control}, or OpenAI's {@code prompt_cache_breakpoint}, which has no ttl of its own. */
    static @Nullable CacheMark mark(Fields owner) {
        if (!owner.has("cache_control")) {
            return owner.has("prompt_cache_breakpoint") ? CacheMark.DEFAULT : null;
        }
        Fields control = owner.object("cache_control");
        String ttl = control.optionalText("ttl");
        if (ttl == null) {
            return CacheMark.DEFAULT;
        }
        return switch (ttl) {
            case "5m" -> CacheMark.FIVE_MINUTES;
            case "1h" -> CacheMark.ONE_HOUR;
            default -> throw control.refusal("ttl", "A cache_control's ttl must be '5m' or '1h'.");
        };
    }

    private static Part part(Fields part, @Nullable CacheMark mark) {
        String type = part.text("type");
        return switch (type) {
            case "input_text" -> {
                knowOnly(part, "text");
                yield new Part.Text(part.text("text"), null, mark);
            }
            case "output_text" -> {
                knowOnly(part, "text", "annotations", "logprobs");
                yield new Part.Text(part.text("text"), null, mark);
            }
            case "refusal" -> {
                knowOnly(part, "refusal");
                yield new Part.Refusal(part.text("refusal"));
            }
            case "input_image" -> image(part, mark);
            case "input_file" -> file(part, mark);
            case "input_audio" -> audio(part);
            default -> throw part.refusal("type", "Content of type '" + type + "' is not served for this model.");
        };
    }

    private static Part image(Fields image, @Nullable CacheMark mark) {
        knowOnly(image, "image_url", "file_id", "detail");
        Media media = image.has("file_id") ? new Media.Stored(image.text("file_id")) : link(image, "image_url");
        return new Part.Image(media, image.optionalText("detail"), mark);
    }

    private static Part file(Fields file, @Nullable CacheMark mark) {
        knowOnly(file, "file_data", "file_url", "file_id", "filename", "detail");
        return new Part.Document(fileMedia(file), file.optionalText("filename"), null, false, mark);
    }

    private static Media fileMedia(Fields file) {
        if (file.has("file_id")) {
            return new Media.Stored(file.text("file_id"));
        }
        if (file.has("file_url")) {
            return link(file, "file_url");
        }
        DataUrl data = data(file, "file_data");
        if (!data.isText()) {
            return new Media.Inline(data.mediaType(), data.base64());
        }
        try {
            return new Media.PlainText(data.text());
        } catch (IllegalArgumentException e) {
            throw notBase64(file, "file_data");
        }
    }

    private static Part audio(Fields part) {
        knowOnly(part, "input_audio");
        Fields audio = part.object("input_audio");
        audio.refuseAllBut(Set.of("format", "data"));
        return new Part.Audio(audio.text("format"), audio.text("data"));
    }

    private static Media link(Fields owner, String name) {
        String url = owner.text(name);
        if (!DataUrl.is(url)) {
            return new Media.Link(url);
        }
        DataUrl data = data(owner, name);
        return new Media.Inline(data.mediaType(), data.base64());
    }

    private static DataUrl data(Fields owner, String name) {
        return DataUrl.parse(owner.text(name)).orElseThrow(() -> notBase64(owner, name));
    }

    private static GatewayException notBase64(Fields owner, String name) {
        return owner.refusal(name, "The field " + owner.at(name) + " must be a data URL with base64.");
    }

    private static void knowOnly(Fields part, String... names) {
        Set<String> known = new HashSet<>(List.of(names));
        known.addAll(List.of("type", "cache_control", "prompt_cache_breakpoint"));
        part.refuseAllBut(known);
    }
}
