package io.tallyport.bed;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.bed.http.Ask;
import io.tallyport.bed.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The simulator's own endpoints; all calls of a bed come to it under one account. */
public final class Simulated {
    /** What the gateway presents: see the launcher. */
    static final String ACCOUNT = "simulated";

    private final String url;

    Simulated(String url) {
        this.url = url;
    }

    public String url() {
        return url;
    }

    /** Keeps a recording for {@link Ask#replay}. */
    public void record(String name, byte[] body) {
        require(Ask.post(url, "/_sim/replay?name=" + name).body(body).send());
    }

    public void record(String name, int status, String contentType, byte[] body) {
        require(Ask.post(url, "/_sim/replay?name=" + name + "&status=" + status + "&content_type=" + contentType)
                .body(body)
                .send());
    }

    /** Keeps a chat completion that says it used this much, for {@link Ask#replay}. */
    public void recordUsage(String name, long outputTokens) {
        record(name, """
                {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o-mini",
                 "choices":[{"index":0,"message":{"role":"assistant","content":"Of salt."},"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":0,"completion_tokens":%d,"total_tokens":%d}}
                """.formatted(outputTokens, outputTokens).getBytes(StandardCharsets.UTF_8));
    }

    /** The last request whose body had this hash, as the upstream saw it. */
    public Optional<JsonNode> seen(String bodySha256) {
        JsonNode found = null;
        for (JsonNode request : requests()) {
            if (request.get("body_sha256").asText().equals(bodySha256)) {
                found = request;
            }
        }
        return Optional.ofNullable(found);
    }

    public JsonNode requests() {
        return Ask.get(url, "/_sim/requests?account=" + ACCOUNT + "&last=50")
                .send()
                .json();
    }

    public JsonNode tally() {
        return tally(ACCOUNT);
    }

    /** Of an account other than the usual one. */
    public JsonNode tally(String account) {
        return Ask.get(url, "/_sim/tally?account=" + account).send().json();
    }

    /** Has every call to an account end as these fields say, until others are set; {@code ""}: well. */
    public void condition(String account, String fields) {
        String more = fields.isEmpty() ? "" : "," + fields;
        require(Ask.post(url, "/_sim/condition")
                .json("{\"account\":\"" + account + "\"" + more + "}")
                .send());
    }

    /** Has the next call to an account end as these fields say. */
    public void directNext(String account, String fields) {
        require(Ask.post(url, "/_sim/faults")
                .json("{\"account\":\"" + account + "\"," + fields + "}")
                .send());
    }

    private static void require(Reply reply) {
        if (reply.status() != 200) {
            throw new IllegalStateException(reply.text());
        }
    }
}
