package io.tallyport.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.bed.http.Reply;
import java.util.List;

/** The exact JSON of errors on both surfaces (wire.md sections 2.5 and 3), with nothing of our insides in it. */
public final class ErrorShape {
    private ErrorShape() {}

    public static void assertOpenAi(Reply reply, int status, String type) {
        assertCommon(reply, status);
        JsonNode json = reply.json();
        assertThat(names(json)).as(reply.text()).containsExactly("error");
        JsonNode error = json.get("error");
        assertThat(names(error)).as(reply.text()).containsExactlyInAnyOrder("message", "type", "param", "code");
        assertThat(error.get("type").asText()).as(reply.text()).isEqualTo(type);
        assertThat(error.get("message").asText()).isNotBlank();
    }

    public static void assertAnthropic(Reply reply, int status, String type) {
        assertCommon(reply, status);
        JsonNode json = reply.json();
        assertThat(names(json)).as(reply.text()).containsExactlyInAnyOrder("type", "error", "request_id");
        assertThat(json.get("type").asText()).isEqualTo("error");
        assertThat(json.get("request_id").asText()).isEqualTo(reply.requestId());
        assertThat(names(json.get("error"))).as(reply.text()).contains("type", "message");
        assertThat(json.at("/error/type").asText()).as(reply.text()).isEqualTo(type);
        assertThat(json.at("/error/message").asText()).isNotBlank();
    }

    private static void assertCommon(Reply reply, int status) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.header("content-type")).as(reply.text()).startsWith("application/json");
        assertThat(reply.requestId()).matches("req_[0-9a-f]{32}");
        assertThat(reply.header("x-request-id")).isEqualTo(reply.requestId());
        assertNoInternals(reply.text());
    }

    /** No stack trace, no class names, no address of an upstream, no product names. */
    public static void assertNoInternals(String text) {
        assertThat(text)
                .doesNotContain("Exception", "\tat ", "io.tallyport", "java.", "jakarta.", "org.", "com.fasterxml")
                .doesNotContain("127.0.0.1", "simulat", "SQL", "postgres", "WildFly", "Undertow", "RESTEASY", "<html");
    }

    private static List<String> names(JsonNode node) {
        return node.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }
}
