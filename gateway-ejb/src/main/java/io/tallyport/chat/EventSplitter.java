package io.tallyport.chat;

import java.util.Arrays;

/**
 * Cuts a server-sent event stream into whole events, each with its blank line, however the network split the bytes.
 * Lines end in LF or CR LF.
 */
public final class EventSplitter {

    /** Takes one whole event: {@code bytes[from, to)}. */
    @FunctionalInterface
    public interface EventTaker {
        void take(byte[] bytes, int from, int to);
    }

    private byte[] pending = new byte[1024];
    private int length;
    private int scanned;
    private boolean lineHasContent;

    public void accept(byte[] bytes, int count, EventTaker taker) {
        append(bytes, count);
        int start = 0;
        for (; scanned < length; scanned++) {
            byte next = pending[scanned];
            if (next != '\n') {
                lineHasContent |= next != '\r';
                continue;
            }
            boolean blank = !lineHasContent;
            lineHasContent = false;
            if (blank) {
                taker.take(pending, start, scanned + 1);
                start = scanned + 1;
            }
        }
        keepFrom(start);
    }

    /** Bytes after the last whole event. */
    public byte[] rest() {
        return Arrays.copyOf(pending, length);
    }

    private void append(byte[] bytes, int count) {
        if (length + count > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(pending.length * 2, length + count));
        }
        System.arraycopy(bytes, 0, pending, length, count);
        length += count;
    }

    private void keepFrom(int start) {
        System.arraycopy(pending, start, pending, 0, length - start);
        length -= start;
        scanned -= start;
    }
}
