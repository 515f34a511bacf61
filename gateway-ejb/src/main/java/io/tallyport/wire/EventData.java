package io.tallyport.wire;

/** Finds the payload of an event's {@code data:} line. */
public final class EventData {
    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    private EventData() {}

    /** Offset of the payload of the first data line in {@code bytes[from, to)}, or -1. Providers send one such line. */
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
        return at + 1;
    }
}
