package io.tallyport.bed.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** A whole answer. */
@SuppressWarnings("ArrayRecordComponent") // compared by sha256
public record Reply(int status, HttpHeaders headers, byte[] body) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Reply of(HttpResponse<byte[]> response) {
        return new Reply(response.statusCode(), response.headers(), response.body());
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return json(text());
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + text, e);
        }
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    public String requestId() {
        return header("request-id");
    }

    /** The id under which the books know the call. */
    public UUID callId() {
        return callId(requestId());
    }

    public static UUID callId(String requestId) {
        String hex = requestId.substring("req_".length());
        return new UUID(HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
    }

    public String sha256() {
        return sha256(body);
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The payloads of an event stream that are JSON. */
    public List<JsonNode> events() {
        return events(text());
    }

    public static List<JsonNode> events(String stream) {
        List<JsonNode> events = new ArrayList<>();
        for (String line : stream.split("\n", -1)) {
            if (line.startsWith("data: {")) {
                events.add(json(line.substring("data: ".length())));
            }
        }
        return events;
    }
}
