package io.tallyport.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventDataTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            data: {}NN                       | {}NN
            event: aNdata:{}NN               | {}NN
            data: {"a":Ndata: 1Ndata:}NN     | {"a":N1N}NN
            event: aRNdata: {RNdata: }RNRN   | {RN}RNN
            : noteNdata: 1Nid: 2Ndata: 3NN   | 1N3NN
            """)
    void payloadsOverSeveralLinesAreJoined(String event, String payload) {
        byte[] bytes = bytes(event);
        String read = EventData.readJoined(bytes, 0, bytes.length, (joined, from, to) -> {
            int start = EventData.start(joined, from, to);
            return new String(joined, start, to - start, StandardCharsets.UTF_8);
        });
        assertThat(read).isEqualTo(new String(bytes(payload), StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String text) {
        return text.replace('N', '\n').replace('R', '\r').getBytes(StandardCharsets.UTF_8);
    }
}
