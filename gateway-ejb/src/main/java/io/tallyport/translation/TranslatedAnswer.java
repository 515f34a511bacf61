package io.tallyport.translation;

import io.tallyport.chat.AnswerEvent;
import io.tallyport.chat.AnswerEvent.ArgumentsDelta;
import io.tallyport.chat.AnswerEvent.Failed;
import io.tallyport.chat.AnswerEvent.Finished;
import io.tallyport.chat.AnswerEvent.RefusalDelta;
import io.tallyport.chat.AnswerEvent.Started;
import io.tallyport.chat.AnswerEvent.TextDelta;
import io.tallyport.chat.AnswerEvent.ThinkingDelta;
import io.tallyport.chat.TokenUse;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.AnswerReader;
import io.tallyport.provider.AnswerWriter;
import io.tallyport.provider.StreamWatch;
import io.tallyport.provider.UsageReport;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.DeliveredText;
import io.tallyport.wire.EventData;
import io.tallyport.wire.EventSplitter;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One answer on its way from an upstream's format to the caller's. The finishing events are kept back until the books are
 * written. Where the upstream reports no usage, what the caller reads is the local count that it is charged by.
 */
public final class TranslatedAnswer implements StreamWatch {
    private final AnswerReader reader;
    private final AnswerWriter writer;
    private final EventSplitter splitter = new EventSplitter();
    private final DeliveredText delivered = new DeliveredText();
    private @Nullable Finished finished;
    private @Nullable TokenUse use;
    private @Nullable GatewayException failure;

    public TranslatedAnswer(AnswerReader reader, AnswerWriter writer) {
        this.reader = reader;
        this.writer = writer;
    }

    @Override
    public void accept(byte[] bytes, int length, Consumer<byte[]> forward) {
        splitter.accept(bytes, length, (event, from, to) -> {
            if (!isOver()) {
                read(event, from, to);
            }
        });
        byte[] now = writer.take();
        if (now.length > 0) {
            forward.accept(now);
        }
    }

    @Override
    public void end() {
        if (isOver()) {
            return;
        }
        byte[] rest = splitter.rest();
        if (rest.length > 0) {
            read(rest, 0, rest.length);
        }
        if (!isOver()) {
            reader.end(this::told);
        }
    }

    /** Takes a whole plain answer instead of a stream; false if it cannot be read. */
    public boolean plain(byte[] body) {
        return reader.plain(body, this::told) && isComplete();
    }

    private void read(byte[] event, int from, int to) {
        EventData.readJoined(event, from, to, (bytes, start, end) -> {
            reader.event(bytes, start, end, this::told);
            return true;
        });
    }

    private void told(AnswerEvent event) {
        if (isOver()) {
            return;
        }
        switch (event) {
            case Started started -> {
                use = started.use();
                writer.accept(started);
            }
            case TextDelta delta -> said(delta, delta.text());
            case RefusalDelta delta -> said(delta, delta.text());
            case ThinkingDelta delta -> said(delta, delta.text());
            case ArgumentsDelta delta -> said(delta, delta.json());
            case Finished end -> {
                finished = end;
                use = end.use();
            }
            case Failed failed -> failure = failed.failure();
            default -> writer.accept(event);
        }
    }

    private void said(AnswerEvent event, String text) {
        delivered.add(text);
        writer.accept(event);
    }

    private boolean isOver() {
        return finished != null || failure != null;
    }

    @Override
    public boolean isComplete() {
        return finished != null;
    }

    /** What the caller has not seen yet, and the end. */
    @Override
    public byte[] keptBack(TokenCounts charged) {
        Finished end = Objects.requireNonNull(finished);
        TokenUse shown = use == null ? new TokenUse(charged, 0) : use;
        writer.accept(new Finished(end.reason(), end.stopSequence(), shown));
        return writer.take();
    }

    @Override
    public @Nullable GatewayException failure() {
        return failure;
    }

    @Override
    public UsageReport usage() {
        TokenUse reported = use;
        return new UsageReport(
                reported == null ? null : reported.tokens(), finished != null && reported != null, delivered);
    }
}
