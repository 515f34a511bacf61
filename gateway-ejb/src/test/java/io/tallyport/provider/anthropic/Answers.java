package io.tallyport.provider.anthropic;

import io.tallyport.chat.AnswerEvent;
import io.tallyport.chat.AnswerEvent.ArgumentsDelta;
import io.tallyport.chat.AnswerEvent.RefusalDelta;
import io.tallyport.chat.AnswerEvent.TextDelta;
import io.tallyport.chat.AnswerEvent.ThinkingDelta;
import io.tallyport.provider.AnswerHead;
import io.tallyport.provider.CachedParts;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.ChatRequest.Caching;
import io.tallyport.provider.ChatRequest.Span;
import io.tallyport.usage.RequestId;
import io.tallyport.wire.EventSplitter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers read and written, for the tests of both. */
final class Answers {
    static final RequestId ID =
            RequestId.parse("req_0199f1c2a3b4c5d6e7f8091a2b3c4d5e").orElseThrow();

    private Answers() {}

    static List<AnswerEvent> read(byte[] stream) {
        MessageReader reader = new MessageReader();
        List<AnswerEvent> events = new ArrayList<>();
        new EventSplitter()
                .accept(stream, stream.length, (bytes, from, to) -> reader.event(bytes, from, to, events::add));
        reader.end(events::add);
        return events;
    }

    static List<AnswerEvent> read(String... events) {
        return read((String.join("\n\n", events).replace('\'', '"') + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    static List<AnswerEvent> readPlain(byte[] body) {
        List<AnswerEvent> events = new ArrayList<>();
        return new MessageReader().plain(body, events::add) ? events : List.of();
    }

    static byte[] write(boolean stream, List<AnswerEvent> events) {
        ChatRequest request = new ChatRequest(
                "m",
                new Span(0, 0),
                stream,
                9L,
                1,
                Caching.NONE,
                false,
                ChatRequest.Unseen.NOTHING,
                null,
                null,
                CachedParts.NONE,
                0);
        MessageWriter writer =
                new MessageWriter(new AnswerHead(ID, "given-model", Instant.EPOCH, request, new byte[0]));
        events.forEach(writer::accept);
        return writer.take();
    }

    /** With deltas that follow each other joined, and a refusal's words as text: so they are shown. */
    static List<AnswerEvent> joined(List<AnswerEvent> events) {
        List<AnswerEvent> joined = new ArrayList<>();
        for (AnswerEvent event : events) {
            AnswerEvent last = joined.isEmpty() ? null : joined.getLast();
            AnswerEvent next = event instanceof RefusalDelta refusal ? new TextDelta(refusal.text()) : event;
            AnswerEvent both = join(last, next);
            if (both != next) {
                joined.removeLast();
            }
            joined.add(both);
        }
        return joined;
    }

    private static AnswerEvent join(@Nullable AnswerEvent last, AnswerEvent next) {
        if (last instanceof TextDelta one && next instanceof TextDelta other) {
            return new TextDelta(one.text() + other.text());
        }
        if (last instanceof ThinkingDelta one && next instanceof ThinkingDelta other) {
            return new ThinkingDelta(one.text() + other.text());
        }
        if (last instanceof ArgumentsDelta one && next instanceof ArgumentsDelta other && one.call() == other.call()) {
            return new ArgumentsDelta(one.call(), one.json() + other.json());
        }
        return next;
    }
}
