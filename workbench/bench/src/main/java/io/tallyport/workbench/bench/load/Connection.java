package io.tallyport.workbench.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A kept connection with at most one call on it. Sent on by one thread, read by another. */
final class Connection {
    private static final int SEND_BUFFER_BYTES = 512 * 1024;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final AnswerReader answer = new AnswerReader();
    private ByteBuffer request = ByteBuffer.allocate(0);
    private long intendedNanos;
    private long firstNanos;
    /** Also hands what {@link #send} wrote to the reading thread. */
    private volatile boolean busy;

    private Connection(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    static Connection open(InetSocketAddress address, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
        channel.connect(address);
        channel.configureBlocking(false);
        Connection connection = new Connection(channel, selector);
        selector.wakeup();
        return connection;
    }

    /** Starts a call that was due at the intended time. */
    void send(ByteBuffer bytes, long intended) throws IOException {
        answer.reset();
        firstNanos = 0;
        request = bytes.duplicate();
        intendedNanos = intended;
        busy = true;
        sendRest();
    }

    void sendRest() throws IOException {
        channel.write(request);
        boolean isWhole = !request.hasRemaining();
        if (isWhole == ((key.interestOps() & SelectionKey.OP_WRITE) != 0)) {
            key.interestOps(isWhole ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            key.selector().wakeup();
        }
    }

    /** Whether the answer is whole now. */
    boolean receive(ByteBuffer buffer) throws IOException {
        if (!busy) {
            throw new IOException("closed while idle");
        }
        while (true) {
            buffer.clear();
            int count = channel.read(buffer);
            if (count < 0) {
                throw new IOException("connection closed");
            }
            if (count == 0) {
                return false;
            }
            boolean isWhole = answer.read(buffer.flip());
            if (firstNanos == 0 && answer.bodyBytes() > 0) {
                firstNanos = System.nanoTime();
            }
            if (isWhole) {
                busy = false;
                return true;
            }
        }
    }

    AnswerReader answer() {
        return answer;
    }

    long intendedNanos() {
        return intendedNanos;
    }

    long firstNanos() {
        return firstNanos;
    }

    void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
