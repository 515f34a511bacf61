package io.tallyport.provider.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.chat.CacheMark;
import io.tallyport.chat.Part;
import io.tallyport.chat.Part.Media;
import io.tallyport.chat.Turn;
import io.tallyport.chat.Turn.Role;
import io.tallyport.chat.WireFormat;
import io.tallyport.wire.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes turns as messages. Anthropic wants the results of tools directly behind the turn that called them, ahead of
 * anything else, and the thinking ahead of the calls it led to.
 */
final class TurnWriter {
    /** Anthropic's file ids; OpenAI's begin with {@code file-}. */
    private static final String FILE_ID = "file_";
    /** What another format's writer put behind an id, see the rules on ids in docs/compatibility.md. */
    private static final String RIDER = "_gs_";

    private final List<Message> messages = new ArrayList<>();
    private final Map<String, Message> callers = new HashMap<>();

    private TurnWriter() {}

    /** One side's part, and the results of the calls it made. */
    private record Message(Role role, List<Part> parts, List<Part> results, String path) {
        Message(Turn turn, List<Part> parts) {
            this(turn.role(), new ArrayList<>(parts), new ArrayList<>(), turn.path());
        }
    }

    static void write(List<Turn> turns, ArrayNode to) {
        TurnWriter writer = new TurnWriter();
        turns.forEach(writer::add);
        writer.writeTo(to);
    }

    static void text(ArrayNode content, Part.Text text) {
        if (text.text().isBlank()) {
            return;
        }
        ObjectNode block = block(content, "text").put("text", text.text());
        if (text.citations() != null) {
            block.set("citations", text.citations());
        }
        cache(block, text.cache());
    }

    static void cache(ObjectNode owner, @Nullable CacheMark mark) {
        if (mark == null) {
            return;
        }
        ObjectNode control = owner.putObject("cache_control").put("type", "ephemeral");
        switch (mark) {
            case DEFAULT -> {}
            case FIVE_MINUTES -> control.put("ttl", "5m");
            case ONE_HOUR -> control.put("ttl", "1h");
        }
    }

    private void add(Turn turn) {
        if (turn.role() == Role.ASSISTANT) {
            addCalls(turn);
            return;
        }
        List<Part> rest = new ArrayList<>();
        for (Part part : turn.parts()) {
            Message caller = part instanceof Part.ToolResult result ? callers.get(result.callId()) : null;
            (caller == null ? rest : caller.results()).add(part);
        }
        if (!rest.isEmpty()) {
            messages.add(new Message(turn, rest));
        }
    }

    /** Calls that are told in several turns without results between them were made at once. */
    private void addCalls(Turn turn) {
        Message last = messages.isEmpty() ? null : messages.getLast();
        if (last == null || last.role() != Role.ASSISTANT || !last.results().isEmpty()) {
            last = new Message(turn, List.of());
            messages.add(last);
        }
        last.parts().addAll(turn.parts());
        for (Part part : turn.parts()) {
            if (part instanceof Part.ToolCall call) {
                callers.put(call.id(), last);
            }
        }
    }

    private void writeTo(ArrayNode to) {
        ArrayNode results = null;
        for (Message message : messages) {
            ArrayNode content = message.role() == Role.USER && results != null ? results : to.arrayNode();
            for (Part part : thinkingFirst(message.parts())) {
                part(content, part, message.path());
            }
            if (content != results) {
                message(to, message.role(), content);
            }
            results = null;
            if (!message.results().isEmpty()) {
                results = to.arrayNode();
                for (Part result : message.results()) {
                    part(results, result, message.path());
                }
                message(to, Role.USER, results);
            }
        }
    }

    private static void message(ArrayNode to, Role role, ArrayNode content) {
        if (!content.isEmpty()) {
            to.addObject().put("role", role.name().toLowerCase(Locale.ROOT)).set("content", content);
        }
    }

    /** The order is the caller's, who may have thought between calls; only thinking behind all calls is out of place. */
    private static List<Part> thinkingFirst(List<Part> parts) {
        for (Part part : parts) {
            if (isOwnThinking(part)) {
                return parts;
            }
            if (part instanceof Part.ToolCall) {
                break;
            }
        }
        return Stream.concat(
                        parts.stream().filter(TurnWriter::isOwnThinking),
                        parts.stream().filter(part -> !isOwnThinking(part)))
                .toList();
    }

    /** Unsigned thinking was not made by Anthropic, which would refuse it. */
    static boolean isOwnThinking(Part part) {
        return switch (part) {
            case Part.Thinking thinking ->
                thinking.signature() != null && !thinking.signature().isEmpty();
            case Part.RedactedThinking redacted -> true;
            default -> false;
        };
    }

    private static void part(ArrayNode content, Part part, String path) {
        switch (part) {
            case Part.Text text -> text(content, text);
            case Part.Refusal refusal -> text(content, new Part.Text(refusal.text()));
            case Part.Image image -> {
                ObjectNode block = block(content, "image");
                block.set("source", source(image.media(), path));
                cache(block, image.cache());
            }
            case Part.Document document -> document(content, document, path);
            case Part.Audio audio ->
                throw RequestFields.refused(path, audio.format() + " audio is not taken by this model");
            case Part.ToolCall call -> {
                ObjectNode block =
                        block(content, "tool_use").put("id", id(call.id())).put("name", call.name());
                block.set("input", CallArguments.object(call.arguments()));
                cache(block, call.cache());
            }
            case Part.ToolResult result -> result(content, result, path);
            case Part.Thinking thinking -> {
                if (isOwnThinking(thinking)) {
                    block(content, "thinking").put("thinking", thinking.text()).put("signature", thinking.signature());
                }
            }
            case Part.RedactedThinking redacted ->
                block(content, "redacted_thinking").put("data", redacted.data());
            case Part.Foreign foreign -> {
                if (foreign.format() != WireFormat.MESSAGES) {
                    throw RequestFields.refused(path, "this content has no counterpart at this model's provider");
                }
                content.add(foreign.value());
            }
        }
    }

    private static void document(ArrayNode content, Part.Document document, String path) {
        ObjectNode block = block(content, "document");
        block.set("source", source(document.media(), path));
        if (document.name() != null) {
            block.put("title", document.name());
        }
        if (document.context() != null) {
            block.put("context", document.context());
        }
        if (document.cited()) {
            block.putObject("citations").put("enabled", true);
        }
        cache(block, document.cache());
    }

    private static void result(ArrayNode content, Part.ToolResult result, String path) {
        ObjectNode block = block(content, "tool_result").put("tool_use_id", id(result.callId()));
        ArrayNode inner = block.putArray("content");
        for (Part part : result.content()) {
            part(inner, part, path);
        }
        if (inner.isEmpty()) {
            block.remove("content");
        }
        if (result.failed()) {
            block.put("is_error", true);
        }
        cache(block, result.cache());
    }

    private static ObjectNode source(Media media, String path) {
        ObjectNode source = JsonTree.newObject();
        return switch (media) {
            case Media.Inline inline -> inline(source, inline, path);
            case Media.Link link -> source.put("type", "url").put("url", link.url());
            case Media.PlainText text -> plainText(source, text.text());
            case Media.Stored stored -> {
                if (!stored.fileId().startsWith(FILE_ID)) {
                    throw RequestFields.refused(
                            path, "file " + stored.fileId() + " is not kept by this model's provider");
                }
                yield source.put("type", "file").put("file_id", stored.fileId());
            }
        };
    }

    private static ObjectNode inline(ObjectNode source, Media.Inline inline, String path) {
        if (!inline.mediaType().startsWith("text/")) {
            return source.put("type", "base64")
                    .put("media_type", inline.mediaType())
                    .put("data", inline.base64());
        }
        try {
            return plainText(source, new String(Base64.getDecoder().decode(inline.base64()), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw RequestFields.refused(path, "a file's data is no base64");
        }
    }

    private static ObjectNode plainText(ObjectNode source, String text) {
        return source.put("type", "text").put("media_type", "text/plain").put("data", text);
    }

    private static ObjectNode block(ArrayNode content, String type) {
        return content.addObject().put("type", type);
    }

    /** Anthropic takes letters, digits, {@code _} and {@code -}; a call and its result change alike. */
    private static String id(String id) {
        int rider = id.indexOf(RIDER);
        String bare = rider > 0 ? id.substring(0, rider) : id;
        StringBuilder legal = new StringBuilder(bare.length());
        bare.chars().forEach(c -> {
            if (isLegal(c)) {
                legal.append((char) c);
                return;
            }
            legal.append("_x").append(Integer.toHexString(c)).append('_');
        });
        return legal.toString();
    }

    private static boolean isLegal(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
}
