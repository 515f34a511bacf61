package io.tallyport.workbench.simulator.answer;

import java.util.ArrayList;
import java.util.List;

/** A stream as stretches of like events, one after the other. */
public final class Score implements Script {
    private final List<Stretch> stretches = new ArrayList<>(8);
    private final long totalTokens;
    private int events;
    private int cursor;

    /** Appends one event of a stretch; {@code index} counts from the stretch's first. */
    public interface Event {
        void append(int index, Bytes out);
    }

    private record Stretch(int start, int count, int tokensEach, Event event) {
        int end() {
            return start + count;
        }
    }

    /** @param totalTokens all output tokens, those that no event shows among them */
    public Score(long totalTokens) {
        this.totalTokens = totalTokens;
    }

    public Score one(byte[] event) {
        return each(1, 0, (index, out) -> out.add(event));
    }

    public Score each(int count, int tokensEach, Event event) {
        stretches.add(new Stretch(events, count, tokensEach, event));
        events += count;
        return this;
    }

    @Override
    public int events() {
        return events;
    }

    @Override
    public void append(int index, Bytes out) {
        if (index < stretches.get(cursor).start()) {
            cursor = 0;
        }
        while (index >= stretches.get(cursor).end()) {
            cursor++;
        }
        Stretch stretch = stretches.get(cursor);
        stretch.event().append(index - stretch.start(), out);
    }

    @Override
    public long outputTokensAfter(int delivered) {
        if (delivered >= events) {
            return totalTokens;
        }
        long tokens = 0;
        for (Stretch stretch : stretches) {
            tokens += (long) Math.clamp(delivered - stretch.start(), 0, stretch.count()) * stretch.tokensEach();
        }
        return tokens;
    }
}
