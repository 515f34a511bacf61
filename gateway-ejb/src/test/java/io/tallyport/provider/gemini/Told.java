package io.tallyport.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.chat.AnswerEvent;
import io.tallyport.wire.EventSplitter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a reader tells of an answer; the ids it makes are {@code made-0}, {@code made-1}, … */
final class Told {
    private final List<AnswerEvent> events = new ArrayList<>();
    private int made;
    private final GeminiAnswerReader reader = new GeminiAnswerReader(() -> "made-" + made++);

    private Told() {}

    static List<AnswerEvent> ofPlain(byte[] body) {
        Told told = new Told();
        assertThat(told.reader.plain(body, told.events::add)).isTrue();
        return told.events;
    }

    /** @param sizes of the pieces the bytes arrive in; the last one repeats */
    static List<AnswerEvent> ofStream(byte[] stream, int... sizes) {
        Told told = new Told();
        EventSplitter splitter = new EventSplitter();
        int piece = 0;
        for (int from = 0; from < stream.length; piece++) {
            int to = Math.min(stream.length, from + sizes[Math.min(piece, sizes.length - 1)]);
            byte[] bytes = Arrays.copyOfRange(stream, from, to);
            splitter.accept(
                    bytes, bytes.length, (event, start, end) -> told.reader.event(event, start, end, told.events::add));
            from = to;
        }
        told.reader.end(told.events::add);
        return told.events;
    }
}
