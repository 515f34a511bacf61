package io.tallyport.workbench.simulator.recording;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Recordings by name: uploaded ones first, then {@code NAME.sse}, {@code NAME.response.json}, {@code NAME.response.jsonl}
 * or {@code NAME.chunks.txt} in the fixture folders, with status and headers from {@code NAME.meta.json}.
 */
public final class Recordings {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_./-]*");
    private static final String EVENT_STREAM = "text/event-stream; charset=utf-8";
    private static final String PAYLOADS = ".chunks.txt";
    private static final List<String> SUFFIXES = List.of(".sse", ".response.json", ".response.jsonl", PAYLOADS);
    private static final Set<String> NOT_REPLAYED =
            Set.of("content-type", "content-length", "content-encoding", "transfer-encoding", "connection", "date");

    private final List<Path> folders;
    private final Map<String, Recording> uploaded = new ConcurrentHashMap<>();
    private final Map<String, Recording> read = new ConcurrentHashMap<>();

    public Recordings(List<Path> folders) {
        this.folders = folders;
    }

    public Optional<Recording> find(String name) {
        Recording known = uploaded.getOrDefault(name, read.get(name));
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Recording> found = folders.stream()
                .filter(folder -> NAME.matcher(name).matches() && !name.contains(".."))
                .flatMap(folder -> SUFFIXES.stream().map(suffix -> folder.resolve(name + suffix)))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(file -> read(file, name));
        found.ifPresent(recording -> read.put(name, recording));
        return found;
    }

    public void upload(String name, int status, Optional<String> contentType, byte[] body) {
        uploaded.put(name, new Recording(status, contentType.orElseGet(() -> guess(body)), Map.of(), body));
    }

    /** Forgets what was uploaded. */
    public void reset() {
        uploaded.clear();
    }

    private static String guess(byte[] body) {
        String start = new String(body, 0, Math.min(6, body.length), StandardCharsets.UTF_8);
        return start.startsWith("event:") || start.startsWith("data:") ? EVENT_STREAM : "application/json";
    }

    private static Recording read(Path file, String name) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            byte[] body = file.toString().endsWith(PAYLOADS) ? PayloadLines.framed(bytes) : bytes;
            Path root = file.resolveSibling(Path.of(name).getFileName() + ".meta.json");
            if (!Files.isRegularFile(root)) {
                return new Recording(200, guess(body), Map.of(), body);
            }
            return readMeta(Files.readAllBytes(root), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Recording readMeta(byte[] meta, byte[] body) throws IOException {
        int status = 200;
        Map<String, String> headers = new HashMap<>();
        try (JsonParser parser = JSON.createParser(meta)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("status")) {
                    status = parser.getIntValue();
                }
                if (name.equals("response_headers")) {
                    readHeaders(parser, headers);
                }
                parser.skipChildren();
            }
        }
        String contentType = headers.getOrDefault("content-type", guess(body));
        headers.keySet().removeAll(NOT_REPLAYED);
        headers.values().removeIf(value -> value.equals("REDACTED"));
        return new Recording(status, contentType, Map.copyOf(headers), body);
    }

    private static void readHeaders(JsonParser parser, Map<String, String> headers) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName().toLowerCase(Locale.ROOT);
            parser.nextToken();
            headers.put(name, parser.getText());
        }
    }
}
