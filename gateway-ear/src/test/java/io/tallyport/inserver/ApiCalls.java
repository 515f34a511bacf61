package io.tallyport.inserver;

import io.tallyport.key.ApiKeys;
import io.tallyport.key.KeyKind;
import io.tallyport.key.KeyRestrictions;
import io.tallyport.key.KeyRole;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;

/** The API as its callers use it, over HTTP, with one key. */
public record ApiCalls(String key) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** With a new management key that has this role. */
    public static ApiCalls as(KeyRole role, long organisation, ApiKeys keys) {
        return new ApiCalls(keys.create(organisation, KeyKind.MANAGEMENT, role, "test", KeyRestrictions.NONE, "test")
                .secret());
    }

    public record Told(int status, HttpHeaders headers, String body) {
        public JsonObject json() {
            return Json.createReader(new StringReader(body)).readObject();
        }

        public String text(String field) {
            return json().getString(field);
        }

        /** The part of an error that programs read. */
        public String error(String field) {
            return json().getJsonObject("error").isNull(field)
                    ? "null"
                    : json().getJsonObject("error").getString(field);
        }

        public boolean isReplayed() {
            return headers.firstValue("idempotent-replayed").isPresent();
        }
    }

    public Told get(String path) {
        return send("GET", path, null, "");
    }

    public Told post(String path, String idempotencyKey, String body) {
        return send("POST", path, idempotencyKey, body);
    }

    public Told put(String path, String body) {
        return send("PUT", path, null, body);
    }

    public Told delete(String path) {
        return send("DELETE", path, null, "");
    }

    public Told send(String method, String path, @Nullable String idempotencyKey, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + System.getProperty("jboss.http.port") + "/v1/billing" + path))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .header(ServerParts.COUNTRY_HEADER, "DE")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (idempotencyKey != null) {
            request.header("idempotency-key", idempotencyKey);
        }
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Told(answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
