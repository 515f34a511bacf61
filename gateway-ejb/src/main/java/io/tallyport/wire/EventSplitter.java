package io.tallyport.wire;

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
    private int taken;
    private int scanned;
    private int length;
    private boolean lineHasContent;

    /** The buffer that {@code taker} sees stays as it is until the next call. */
    public void accept(byte[] bytes, int count, EventTaker taker) {
        dropTaken();
        append(bytes, count);
        for (; scanned < length; scanned++) {
            byte next = pending[scanned];
            if (next != '\n') {
                lineHasContent |= next != '\r';
                continue;
            }
            boolean blank = !lineHasContent;
            lineHasContent = false;
            if (blank) {
                taker.take(pending, taken, scanned + 1);
                taken = scanned + 1;
            }
        }
    }

    /** Bytes after the last whole event. */
    public byte[] rest() {
        return Arrays.copyOfRange(pending, taken, length);
    }

    private void dropTaken() {
        System.arraycopy(pending, taken, pending, 0, length - taken);
        length -= taken;
        scanned -= taken;
        taken = 0;
    }

    private void append(byte[] bytes, int count) {
        if (length + count > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(pending.length * 2, length + count));
        }
        System.arraycopy(bytes, 0, pending, length, count);
        length += count;
    }
}
