package io.tallyport.wire;

import java.io.ByteArrayOutputStream;

/** Finds the payload of an event's {@code data:} line. */
public final class EventData {
    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    private EventData() {}

    /** Reads one whole event: {@code bytes[from, to)}. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(byte[] bytes, int from, int to);
    }

    /**
     * Shows an event to a reader that knows one data line only: a payload that is spread over several, as the standard
     * allows and no provider does, is joined in a copy first.
     */
    public static <T> T readJoined(byte[] bytes, int from, int to, Reader<T> reader) {
        int first = start(bytes, from, to);
        int second = first < 0 ? -1 : start(bytes, next(bytes, first, to), to);
        if (second < 0) {
            return reader.read(bytes, from, to);
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream(to - from);
        joined.writeBytes(DATA);
        for (int payload = first; payload >= 0; payload = start(bytes, next(bytes, payload, to), to)) {
            joined.write(bytes, payload, next(bytes, payload, to) - payload);
        }
        joined.write('\n');
        return reader.read(joined.toByteArray(), 0, joined.size());
    }

    /** Offset of the payload of the first data line in {@code bytes[from, to)}, or -1. */
    public static int start(byte[] bytes, int from, int to) {
        int line = from;
        while (line < to) {
            if (startsWith(bytes, line, to, DATA)) {
                int payload = line + DATA.length;
                return payload < to && bytes[payload] == ' ' ? payload + 1 : payload;
            }
            line = next(bytes, line, to);
        }
        return -1;
    }

    public static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
        if (from < 0 || to - from < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[from + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static int next(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, to);
    }
}
