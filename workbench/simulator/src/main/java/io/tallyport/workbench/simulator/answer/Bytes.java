package io.tallyport.workbench.simulator.answer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte buffer that gives its array away without a copy. */
public final class Bytes {
    private byte[] array;
    private int size;

    public Bytes(int capacity) {
        this.array = new byte[capacity];
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public Bytes add(byte[] more) {
        return add(more, 0, more.length);
    }

    public Bytes add(byte[] more, int offset, int length) {
        if (size + length > array.length) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, size + length));
        }
        System.arraycopy(more, offset, array, size, length);
        size += length;
        return this;
    }

    public Bytes add(String text) {
        return add(ascii(text));
    }

    public Bytes add(long number) {
        return add(ascii(Long.toString(number)));
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    /** A view of what was added; valid until the next change. */
    public ByteBuffer view() {
        return ByteBuffer.wrap(array, 0, size);
    }

    public byte[] toArray() {
        return Arrays.copyOf(array, size);
    }
}
