package io.tallyport.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.bed.Bed;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.books.UsageRow;
import io.tallyport.bed.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one exception to unchanged bytes on the OpenAI surface (wire.md rule 1 a). */
@ExtendWith(BooksCheck.class)
class IncludeUsageIT {
    private static final String CHUNK = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":";
    private static final String WORD =
            CHUNK + "[{\"index\":0,\"delta\":{\"content\":\"hi\"},\"finish_reason\":null}]%s}\n\n";
    private static final String FINISH = CHUNK + "[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]%s}\n\n";
    private static final String USAGE =
            CHUNK + "[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":7,\"total_tokens\":18}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";
    private static final String NULL = ",\"usage\":null";

    private final Bed bed = Bed.shared();

    @Test
    void theUsageChunkThatTheGatewayAskedForStaysBehindAndTheRestIsUntouched() {
        String upstream = WORD.formatted(NULL) + FINISH.formatted(NULL) + USAGE + DONE;
        String name = recorded(upstream);
        Reply reply = bed.chat(bed.customer(), body("")).replay(name).send();

        assertThat(reply.text()).isEqualTo(WORD.formatted(NULL) + FINISH.formatted(NULL) + DONE);
        UsageRow row = bed.books().usage(reply.callId()).orElseThrow();
        assertThat(row.input()).isEqualTo(11);
        assertThat(row.output()).isEqualTo(7);
    }

    @Test
    void aCallersOwnIncludeUsageChangesNothing() {
        String upstream = WORD.formatted(NULL) + FINISH.formatted(NULL) + USAGE + DONE;
        String body = body("\"stream_options\":{\"include_usage\":true},");
        Reply reply = bed.chat(bed.customer(), body).replay(recorded(upstream)).send();

        assertThat(reply.text()).isEqualTo(upstream);
        assertThat(bed.simulated().seen(Reply.sha256(body.getBytes(StandardCharsets.UTF_8))))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"stream_options\":null,",
                "\"stream_options\":{},",
                "\"stream_options\": { \"include_usage\" : false } ,",
                "\"stream_options\":{\"include_obfuscation\":false},",
                "\"stream_options\":{\"include_usage\":null,\"include_obfuscation\":true},"
            })
    void usageIsAskedForByTheSmallestSplice(String options) {
        Reply reply = bed.chat(bed.customer(), body(options)).output("tokens=5").send();

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.text()).endsWith(DONE).doesNotContain("\"choices\":[]");
        UsageRow row = bed.books().usage(reply.callId()).orElseThrow();
        assertThat(row.estimated()).isFalse();
        assertThat(row.output()).isEqualTo(5);
        for (JsonNode event : reply.events()) {
            assertThat(event.get("choices")).isNotEmpty();
        }
    }

    private static String body(String options) {
        return "{" + options + "\"model\":\"gpt-4o-mini\",\"stream\":true,\"max_tokens\":20,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"" + UUID.randomUUID() + "\"}]}";
    }

    private String recorded(String stream) {
        String name = UUID.randomUUID().toString();
        bed.simulated().record(name, stream.getBytes(StandardCharsets.UTF_8));
        return name;
    }
}
