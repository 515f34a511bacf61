package io.tallyport.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.bed.Bed;
import io.tallyport.bed.http.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One recorded exchange.
 *
 * @param request the recorded body with a model of our price book in it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Recording(String name, boolean isAnthropic, boolean isStream, byte[] request, byte[] answer) {
    private static final String PLAIN_REQUEST = "{\"model\":\"MODEL\",\"max_tokens\":500,%s"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"for the recording %s\"}]}";

    /** Ours and those beside the checkout. */
    static List<Recording> all() {
        List<Recording> all = new ArrayList<>(own());
        @Nullable Path fixtures = Bed.fixtures();
        if (fixtures != null) {
            all.addAll(in(fixtures.resolve("anthropic/messages"), true));
            all.addAll(in(fixtures.resolve("openai/chat"), false));
        }
        return all;
    }

    /** A small one of each kind that the tests carry with them. */
    static List<Recording> own() {
        return List.of(
                own("message.sse", true), own("message.json", true), own("chat.sse", false), own("chat.json", false));
    }

    String contentType() {
        return isStream ? "text/event-stream;%20charset=utf-8" : "application/json";
    }

    /** Whether the gateway asks the upstream for usage in the caller's place. */
    boolean isSpliced() {
        JsonNode body = Reply.json(new String(request, StandardCharsets.UTF_8));
        return !isAnthropic
                && isStream
                && !body.path("stream_options").path("include_usage").asBoolean();
    }

    private static Recording own(String file, boolean anthropic) {
        try (InputStream in = Objects.requireNonNull(Recording.class.getResourceAsStream("/recordings/" + file))) {
            boolean stream = file.endsWith(".sse");
            return new Recording(
                    "own-" + file, anthropic, stream, plainRequest(file, anthropic, stream), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Recording> in(Path folder, boolean anthropic) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Recording> found = new ArrayList<>();
            for (Path meta : files.filter(file -> file.toString().endsWith(".meta.json"))
                    .sorted()
                    .toList()) {
                JsonNode facts = Reply.json(Files.readString(meta));
                if (facts.path("status").asInt() == 200
                        && facts.path("response_fidelity").asText().equals("raw")) {
                    found.addAll(of(meta, anthropic));
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Recording> of(Path meta, boolean anthropic) throws IOException {
        String name = meta.getFileName().toString().replace(".meta.json", "");
        Path events = meta.resolveSibling(name + ".sse");
        Path plain = meta.resolveSibling(name + ".response.json");
        boolean stream = Files.exists(events);
        if (!stream && !Files.exists(plain)) {
            return List.of();
        }
        Path request = meta.resolveSibling(name + ".request.json");
        byte[] body = Files.exists(request)
                ? ourModel(Files.readString(request), anthropic)
                : plainRequest(name, anthropic, stream);
        boolean asked = Reply.json(new String(body, StandardCharsets.UTF_8))
                .path("stream")
                .asBoolean();
        if (asked != stream) {
            return List.of();
        }
        return List.of(new Recording(name, anthropic, stream, body, Files.readAllBytes(stream ? events : plain)));
    }

    private static byte[] plainRequest(String name, boolean anthropic, boolean stream) {
        return ourModel(PLAIN_REQUEST.formatted(stream ? "\"stream\":true," : "", name), anthropic);
    }

    private static byte[] ourModel(String body, boolean anthropic) {
        String model = anthropic ? "claude-sonnet-4-5" : "gpt-4o-mini";
        return body.replaceFirst("(\"model\"\\s*:\\s*)\"[^\"]*\"", "$1\"" + model + "\"")
                .getBytes(StandardCharsets.UTF_8);
    }
}
