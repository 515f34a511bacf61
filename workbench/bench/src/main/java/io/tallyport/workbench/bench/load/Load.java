package io.tallyport.workbench.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Repeats one call. Open loop: calls are due at fixed times whatever the answers do, and latency counts from the time a
 * call was due, so that a stall shows in full. Closed loop: each connection sends when it has its answer.
 */
public final class Load implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 1_200;
    private static final int FIRST_CONNECTIONS = 16;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SPIN_NANOS = 20_000;

    private final Shot shot;
    private final ByteBuffer request;
    private final InetSocketAddress address;
    private final Selector selector;
    private final Recorder recorder = new Recorder();
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final Queue<Long> late = new ConcurrentLinkedQueue<>();
    private final Thread reader = new Thread(this::readAll, "bench-reader");
    private volatile boolean over;
    private volatile boolean closedLoop;
    private volatile long closedUntilNanos;
    private volatile int lost;
    private int opened;

    private Load(Shot shot) throws IOException {
        this.shot = shot;
        this.request = shot.bytes();
        this.address = new InetSocketAddress(shot.url().getHost(), shot.url().getPort());
        this.selector = Selector.open();
        reader.start();
    }

    /** @param patience for the answers, after the last call was due */
    public static Measurement open(Shot shot, int perSecond, Duration duration, Duration patience) {
        try (Load load = new Load(shot)) {
            return load.open(perSecond, perSecond * duration.toMillis() / 1_000, patience);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Measurement closed(Shot shot, int connections, Duration duration) {
        try (Load load = new Load(shot)) {
            return load.closed(connections, duration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Measurement open(int perSecond, long calls, Duration patience) throws IOException {
        for (int i = 0; i < FIRST_CONNECTIONS; i++) {
            idle.add(connect());
        }
        long start = System.nanoTime() + NANOS_PER_SECOND / 100;
        for (long i = 0; i < calls; i++) {
            long due = start + i * NANOS_PER_SECOND / perSecond;
            awaitUntil(due);
            late.add(due);
            sendLate(opened < MOST_CONNECTIONS);
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (recorder.settled() < calls && System.nanoTime() < deadline) {
            sendLate(false);
            LockSupport.parkNanos(NANOS_PER_SECOND / 1_000);
        }
        stop();
        return recorder.measurement(calls, start, calls * NANOS_PER_SECOND / perSecond);
    }

    private Measurement closed(int connections, Duration duration) throws IOException {
        long start = System.nanoTime();
        closedUntilNanos = start + duration.toNanos();
        closedLoop = true;
        for (int i = 0; i < connections; i++) {
            sendOn(connect(), System.nanoTime());
        }
        awaitUntil(closedUntilNanos);
        long deadline = System.nanoTime() + 10 * NANOS_PER_SECOND;
        while (idle.size() + lost < connections && System.nanoTime() < deadline) {
            LockSupport.parkNanos(NANOS_PER_SECOND / 1_000);
        }
        stop();
        return recorder.measurement(recorder.settled(), start, 0);
    }

    /** Gives due calls to idle connections, or to new ones while there may be more. */
    private void sendLate(boolean mayConnect) throws IOException {
        while (!late.isEmpty()) {
            Connection free = idle.pollFirst();
            if (free == null && !mayConnect) {
                return;
            }
            Connection connection = free == null ? connect() : free;
            Long due = late.poll();
            if (due == null) {
                idle.addFirst(connection);
                return;
            }
            sendOn(connection, due);
        }
    }

    private void sendOn(Connection connection, long due) {
        try {
            connection.send(request, due);
        } catch (IOException | CancelledKeyException e) {
            // the reader sees the closed connection too, and counts it
            selector.wakeup();
        }
    }

    private Connection connect() throws IOException {
        opened++;
        return Connection.open(address, selector);
    }

    private Connection connectInPlaceOf(Connection closing) throws IOException {
        closing.close();
        return Connection.open(address, selector);
    }

    private static void awaitUntil(long nanos) {
        for (long left; (left = nanos - System.nanoTime()) > SPIN_NANOS; ) {
            LockSupport.parkNanos(left - SPIN_NANOS / 2);
        }
    }

    private void readAll() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
        try {
            while (!over) {
                selector.select(key -> read(key, buffer));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SelectionKey key, ByteBuffer buffer) {
        Connection connection = (Connection) key.attachment();
        try {
            if (key.isWritable()) {
                connection.sendRest();
            }
            if (key.isReadable() && connection.receive(buffer)) {
                answered(connection);
            }
        } catch (IOException | CancelledKeyException e) {
            connection.close();
            if (!idle.remove(connection)) {
                recorder.bad("connection lost");
                lost++;
            }
        }
    }

    private void answered(Connection connection) throws IOException {
        AnswerReader answer = connection.answer();
        long now = System.nanoTime();
        if (shot.isAnsweredBy(answer)) {
            recorder.good(connection.intendedNanos(), connection.firstNanos(), now);
        } else {
            recorder.bad(answer.status() == 200 ? "200 with a part missing" : "status " + answer.status());
        }
        @Nullable Long due = next(now);
        Connection kept = answer.closes() ? connectInPlaceOf(connection) : connection;
        if (due == null) {
            idle.addFirst(kept);
            return;
        }
        sendOn(kept, due);
    }

    private @Nullable Long next(long now) {
        return closedLoop ? closedUntilNanos - now > 0 ? (Long) now : null : late.poll();
    }

    private void stop() {
        over = true;
        selector.wakeup();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        List.copyOf(selector.keys()).forEach(key -> ((Connection) key.attachment()).close());
        selector.close();
    }
}
