package io.tallyport.workbench.bench.load;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The one request that a load repeats, and what a good answer to it is.
 *
 * @param events of a whole stream; 0 for a plain answer
 */
public record Shot(URI url, String credential, String body, int events) {
    private static final int OK = 200;

    ByteBuffer bytes() {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        byte[] head = """
                POST %s HTTP/1.1\r
                Host: %s\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """.formatted(url.getPath(), url.getAuthority(), credential, content.length)
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(head.length + content.length)
                .put(head)
                .put(content)
                .flip();
    }

    public boolean isStream() {
        return events > 0;
    }

    boolean isAnsweredBy(AnswerReader answer) {
        return answer.status() == OK
                && answer.bodyBytes() > 0
                && (!isStream() || answer.endsWithDone() && answer.events() == events);
    }
}
