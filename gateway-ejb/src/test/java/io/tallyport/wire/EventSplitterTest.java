package io.tallyport.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSplitterTest {
    private static final String STREAM =
            "event: a\ndata: {\"x\":\"é\"}\n\n: comment\r\n\r\ndata: 1\ndata: 2\n\ndata: unfinished";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 16, 1000})
    void eventsAreCutAtBlankLinesHoweverTheBytesArrive(int chunk) {
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        EventSplitter splitter = new EventSplitter();
        List<String> events = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += chunk) {
            byte[] piece = java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + chunk));
            splitter.accept(
                    piece,
                    piece.length,
                    (event, start, end) -> events.add(new String(event, start, end - start, StandardCharsets.UTF_8)));
        }
        assertThat(events)
                .containsExactly("event: a\ndata: {\"x\":\"é\"}\n\n", ": comment\r\n\r\n", "data: 1\ndata: 2\n\n");
        assertThat(new String(splitter.rest(), StandardCharsets.UTF_8)).isEqualTo("data: unfinished");
    }
}
