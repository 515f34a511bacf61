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
import io.tallyport.wire.EventData;
import io.tallyport.wire.EventSplitter;
import io.tallyport.wire.TextLength;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One answer on its way from an upstream's format to the caller's. The finishing events are kept back until the books are
 * written. Where the upstream reports no usage, what the caller reads is the local count that it is charged by.
 */
public final class TranslatedAnswer implements StreamWatch {
    private static final byte[] NOTHING = {};

    private final AnswerReader reader;
    private final AnswerWriter writer;
    private final LongFunction<TokenCounts> localCount;
    private final EventSplitter splitter = new EventSplitter();
    private byte[] kept = NOTHING;
    private byte[] ready = NOTHING;
    private boolean complete;
    private long deliveredCharacters;
    private @Nullable TokenUse use;
    private @Nullable GatewayException failure;

    /** @param localCount our own count of a call, given the output tokens that were delivered */
    public TranslatedAnswer(AnswerReader reader, AnswerWriter writer, LongFunction<TokenCounts> localCount) {
        this.reader = reader;
        this.writer = writer;
        this.localCount = localCount;
    }

    @Override
    public void accept(byte[] bytes, int length, Consumer<byte[]> forward) {
        splitter.accept(bytes, length, (event, from, to) -> {
            if (!isOver()) {
                read(event, from, to);
            }
        });
        byte[] now = complete ? ready : writer.take();
        ready = NOTHING;
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

    /** Takes a whole plain answer instead of a stream; empty if it cannot be read. */
    public Optional<byte[]> plain(byte[] body) {
        boolean whole = reader.plain(body, this::told);
        return whole && complete ? Optional.of(keptBack()) : Optional.empty();
    }

    private void read(byte[] event, int from, int to) {
        EventData.readJoined(event, from, to, (bytes, start, end) -> {
            reader.event(bytes, start, end, this::told);
            return true;
        });
    }

    private void told(AnswerEvent event) {
        switch (event) {
            case Started started -> {
                use = started.use();
                writer.accept(started);
            }
            case TextDelta delta -> delivered(delta, delta.text());
            case RefusalDelta delta -> delivered(delta, delta.text());
            case ThinkingDelta delta -> delivered(delta, delta.text());
            case ArgumentsDelta delta -> delivered(delta, delta.json());
            case Finished finished -> finish(finished);
            case Failed failed -> failure = failed.failure();
            default -> writer.accept(event);
        }
    }

    private void delivered(AnswerEvent event, String text) {
        deliveredCharacters += text.length();
        writer.accept(event);
    }

    private void finish(Finished finished) {
        ready = writer.take();
        use = finished.use();
        TokenUse shown = Objects.requireNonNullElseGet(
                use, () -> new TokenUse(localCount.apply(TextLength.tokens(deliveredCharacters)), 0));
        writer.accept(new Finished(finished.reason(), finished.stopSequence(), shown));
        kept = writer.take();
        complete = true;
    }

    private boolean isOver() {
        return complete || failure != null;
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    /** What the caller has not seen yet, its end included. */
    @Override
    public byte[] keptBack() {
        byte[] all = java.util.Arrays.copyOf(ready, ready.length + kept.length);
        System.arraycopy(kept, 0, all, ready.length, kept.length);
        return all;
    }

    @Override
    public @Nullable GatewayException failure() {
        return failure;
    }

    @Override
    public UsageReport usage() {
        TokenUse reported = use;
        return new UsageReport(
                reported == null ? null : reported.tokens(),
                complete && reported != null,
                TextLength.tokens(deliveredCharacters));
    }
}
