package io.tallyport.workbench.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One HTTP/1.1 answer, read as it arrives: its status, the size of its body, the events of its stream. */
final class AnswerReader {
    /** The last eight bytes of a stream that ended as it should. */
    private static final long DONE =
            ByteBuffer.wrap("[DONE]\n\n".getBytes(StandardCharsets.US_ASCII)).getLong();

    private static final int END_OF_HEAD = 0x0D0A0D0A;
    private static final int MOST_HEAD_BYTES = 16 * 1024;
    private static final String LENGTH = "\r\ncontent-length:";

    private enum Part {
        HEAD,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        LAST_LINE,
        REST,
        OVER
    }

    private final byte[] head = new byte[MOST_HEAD_BYTES];
    private Part part = Part.HEAD;
    private int headLength;
    private int lastFour;
    private long left;
    private int status;
    private long bodyBytes;
    private int events;
    private long lastEight;
    private boolean closes;
    private boolean sizeIsRead;

    void reset() {
        part = Part.HEAD;
        headLength = 0;
        lastFour = 0;
        left = 0;
        status = 0;
        bodyBytes = 0;
        events = 0;
        lastEight = 0;
        closes = false;
        sizeIsRead = false;
    }

    /** Reads what has arrived; true once the answer is whole. */
    boolean read(ByteBuffer in) {
        while (in.hasRemaining() && part != Part.OVER) {
            switch (part) {
                case HEAD -> head(in.get());
                case CHUNK_SIZE -> chunkSize(in.get());
                case CHUNK, REST -> body(in);
                case CHUNK_END -> {
                    if (in.get() == '\n') {
                        part = Part.CHUNK_SIZE;
                    }
                }
                case LAST_LINE -> lastLine(in.get());
                case OVER -> {}
            }
        }
        return part == Part.OVER;
    }

    int status() {
        return status;
    }

    long bodyBytes() {
        return bodyBytes;
    }

    int events() {
        return events;
    }

    boolean endsWithDone() {
        return lastEight == DONE;
    }

    boolean closes() {
        return closes;
    }

    private void head(byte next) {
        if (headLength == MOST_HEAD_BYTES) {
            throw new IllegalStateException("an answer's head is longer than %d bytes".formatted(MOST_HEAD_BYTES));
        }
        head[headLength++] = next;
        lastFour = lastFour << 8 | next & 0xFF;
        if (lastFour != END_OF_HEAD) {
            return;
        }
        String text = new String(head, 0, headLength, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        status = Integer.parseInt(text.substring(9, 12));
        closes = text.contains("\r\nconnection: close");
        if (text.contains("\r\ntransfer-encoding: chunked")) {
            part = Part.CHUNK_SIZE;
            return;
        }
        int at = text.indexOf(LENGTH);
        left = at < 0
                ? 0
                : Long.parseLong(text.substring(at + LENGTH.length(), text.indexOf('\r', at + 2))
                        .strip());
        part = left == 0 ? Part.OVER : Part.REST;
    }

    private void chunkSize(byte next) {
        int digit = Character.digit(next, 16);
        if (digit >= 0 && !sizeIsRead) {
            left = left * 16 + digit;
            return;
        }
        // whatever stands behind the size has no meaning for us
        sizeIsRead = next != '\n';
        if (next == '\n') {
            part = left == 0 ? Part.LAST_LINE : Part.CHUNK;
            headLength = 0;
        }
    }

    /** Trailers, if any, and the empty line. */
    private void lastLine(byte next) {
        if (next == '\n' && headLength == 0) {
            part = Part.OVER;
            return;
        }
        if (next != '\r') {
            headLength = next == '\n' ? 0 : headLength + 1;
        }
    }

    private void body(ByteBuffer in) {
        int count = (int) Math.min(left, in.remaining());
        for (int i = 0; i < count; i++) {
            byte next = in.get();
            if (next == '\n' && (byte) lastEight == '\n') {
                events++;
            }
            lastEight = lastEight << 8 | next & 0xFF;
        }
        bodyBytes += count;
        left -= count;
        if (left == 0) {
            part = part == Part.CHUNK ? Part.CHUNK_END : Part.OVER;
        }
    }
}
