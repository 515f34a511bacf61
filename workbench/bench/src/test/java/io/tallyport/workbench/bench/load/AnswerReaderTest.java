package io.tallyport.workbench.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {
    private static final String STREAM = """
            HTTP/1.1 200 OK\r
            Transfer-Encoding: chunked\r
            Content-Type: text/event-stream\r
            \r
            f\r
            data: {"a":1}

            \r
            1a;note=x\r
            data: {"b":2}

            data: [DONE\r
            3\r
            ]

            \r
            0\r
            \r
            """;
    private static final String PLAIN = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";

    @Test
    void countsTheEventsOfAStreamHoweverItArrives() {
        for (int cut = 1; cut < STREAM.length(); cut++) {
            AnswerReader reader = new AnswerReader();
            assertThat(reader.read(bytes(STREAM.substring(0, cut)))).isFalse();
            assertThat(reader.read(bytes(STREAM.substring(cut)))).isTrue();
            assertThat(reader.events()).isEqualTo(3);
            assertThat(reader.endsWithDone()).isTrue();
            assertThat(reader.bodyBytes()).isEqualTo(15 + 26 + 3);
        }
    }

    @Test
    void aStreamThatBreaksOffIsNotWhole() {
        AnswerReader reader = new AnswerReader();
        assertThat(reader.read(bytes(STREAM.substring(0, STREAM.length() - 5)))).isFalse();
    }

    @Test
    void readsOneAnswerAfterTheOther() {
        AnswerReader reader = new AnswerReader();
        assertThat(reader.read(bytes(STREAM))).isTrue();
        reader.reset();
        assertThat(reader.read(bytes(PLAIN))).isTrue();
        assertThat(reader.status()).isEqualTo(200);
        assertThat(reader.bodyBytes()).isEqualTo(2);
        assertThat(reader.events()).isZero();
        assertThat(reader.endsWithDone()).isFalse();
    }

    @Test
    void noticesThatTheServerWillClose() {
        AnswerReader reader = new AnswerReader();
        assertThat(reader.read(bytes("HTTP/1.1 503 x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")))
                .isTrue();
        assertThat(reader.status()).isEqualTo(503);
        assertThat(reader.closes()).isTrue();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
