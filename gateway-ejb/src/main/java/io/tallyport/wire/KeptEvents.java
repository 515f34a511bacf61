package io.tallyport.wire;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Forwards a stream's events and, from the first finishing one on, keeps them. Runs of events that arrived together are
 * forwarded together, so that bytes are copied and written once.
 */
public final class KeptEvents {
    private final EventSplitter splitter = new EventSplitter();
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(256);
    private boolean keeping;

    /** What an event means for the stream. */
    public enum Fate {
        FORWARD,
        /** This and all later events wait for the books. */
        KEEP,
        /** Not for the caller: it exists because the gateway asked for it. */
        DROP
    }

    /** Decides on one whole event: {@code bytes[from, to)}. */
    @FunctionalInterface
    public interface Judge {
        Fate judge(byte[] bytes, int from, int to);
    }

    public void accept(byte[] bytes, int length, Judge judge, Consumer<byte[]> forward) {
        Run run = new Run(forward);
        splitter.accept(bytes, length, (event, from, to) -> {
            Fate fate = EventData.readJoined(event, from, to, judge::judge);
            keeping |= fate == Fate.KEEP;
            if (fate == Fate.DROP) {
                run.flush();
                return;
            }
            if (keeping) {
                kept.write(event, from, to - from);
                return;
            }
            run.extend(event, from, to);
        });
        run.flush();
    }

    /** The bytes are over: a last event may lack its blank line. */
    public void end(Judge judge) {
        byte[] rest = splitter.rest();
        if (rest.length > 0) {
            judge.judge(rest, 0, rest.length);
        }
    }

    /** What was kept, and whatever came after the last whole event. */
    public byte[] kept() {
        ByteArrayOutputStream all = new ByteArrayOutputStream(kept.size() + 16);
        all.writeBytes(kept.toByteArray());
        all.writeBytes(splitter.rest());
        return all.toByteArray();
    }

    private static final class Run {
        private final Consumer<byte[]> forward;
        private byte[] bytes = {};
        private int from;
        private int to;

        Run(Consumer<byte[]> forward) {
            this.forward = forward;
        }

        void extend(byte[] event, int eventFrom, int eventTo) {
            if (to != eventFrom || from == to) {
                flush();
                bytes = event;
                from = eventFrom;
            }
            to = eventTo;
        }

        void flush() {
            if (to > from) {
                forward.accept(Arrays.copyOfRange(bytes, from, to));
            }
            from = to;
        }
    }
}
