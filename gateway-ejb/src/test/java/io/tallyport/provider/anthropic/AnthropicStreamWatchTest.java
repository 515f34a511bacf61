package io.tallyport.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.error.GatewayException;
import io.tallyport.provider.Fed;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.RecordedStreams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicStreamWatchTest {
    private static final String STREAM = """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_01","usage":{"input_tokens":12,"cache_creation_input_tokens":3045,"cache_read_input_tokens":7,"cache_creation":{"ephemeral_5m_input_tokens":45,"ephemeral_1h_input_tokens":3000},"output_tokens":1}}   }

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""} }

            event: ping
            data: {"type": "ping"}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello there"}    }

            event: content_block_stop
            data: {"type":"content_block_stop","index":0 }

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":80}  }

            event: message_stop
            data: {"type":"message_stop" }

            """;
    private static final byte[] BYTES = STREAM.getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 64, 100_000})
    void allBytesPassAndOnlyTheLastEventIsKeptBack(int chunk) {
        AnthropicStreamWatch watch = new AnthropicStreamWatch();
        Fed fed = Fed.to(watch, BYTES, chunk);
        assertThat(fed.all()).isEqualTo(BYTES);
        assertThat(new String(fed.kept(), StandardCharsets.UTF_8)).startsWith("event: message_stop\n");
        assertThat(watch.isComplete()).isTrue();
        assertThat(watch.usage().tokens()).isEqualTo(new TokenCounts(12, 45, 3000, 7, 80));
        assertThat(watch.usage().outputReported()).isTrue();
    }

    @Test
    void aCutStreamReportsItsInputAndTheDeliveredOutput() {
        AnthropicStreamWatch watch = new AnthropicStreamWatch();
        byte[] cut = STREAM.substring(0, STREAM.indexOf("event: message_delta")).getBytes(StandardCharsets.UTF_8);
        Fed.to(watch, cut, 10);
        assertThat(watch.isComplete()).isFalse();
        assertThat(watch.usage().outputReported()).isFalse();
        assertThat(watch.usage().tokens()).isEqualTo(new TokenCounts(12, 45, 3000, 7, 1));
        assertThat(watch.usage().delivered().excerpt()).isEqualTo("Hello there");
    }

    @Test
    void anErrorEventIsHeldBackAndKnown() {
        AnthropicStreamWatch watch = new AnthropicStreamWatch();
        String error =
                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"x\"}}\n\n";
        Fed fed = Fed.to(watch, error.getBytes(StandardCharsets.UTF_8), 9);
        assertThat(fed.all()).isEmpty();
        assertThat(watch.failure()).extracting(GatewayException::status).isEqualTo(529);
    }

    @Test
    void everyRecordedStreamPassesUnchangedWithItsUsage() throws IOException {
        for (Path file : RecordedStreams.of("anthropic/messages")) {
            byte[] stream = Files.readAllBytes(file);
            AnthropicStreamWatch watch = new AnthropicStreamWatch();
            Fed fed = Fed.to(watch, stream, 37);
            if (watch.failure() != null) {
                continue;
            }
            assertThat(fed.all()).as(file.toString()).isEqualTo(stream);
            assertThat(watch.isComplete()).as(file.toString()).isTrue();
            assertThat(watch.usage().tokens()).as(file.toString()).isNotNull();
        }
    }
}
