package io.tallyport.transport;

import io.undertow.client.ClientConnection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Idle connections of one I/O thread, by origin; used on that thread only. */
final class ConnectionPool {
    private static final long MOST_IDLE_NANOS = 30_000_000_000L;
    private static final int MOST_PER_ORIGIN = 256;

    private final Map<String, Deque<Idle>> idle = new HashMap<>();

    private record Idle(ClientConnection connection, long sinceNanos) {}

    /** The connection used last, or null if none is open. */
    @Nullable
    ClientConnection take(String origin) {
        Deque<Idle> connections = idle.get(origin);
        if (connections == null) {
            return null;
        }
        while (!connections.isEmpty()) {
            Idle last = connections.removeLast();
            if (last.connection().isOpen() && System.nanoTime() - last.sinceNanos() < MOST_IDLE_NANOS) {
                return last.connection();
            }
            org.xnio.IoUtils.safeClose(last.connection());
        }
        return null;
    }

    void giveBack(String origin, ClientConnection connection) {
        if (!connection.isOpen()) {
            return;
        }
        Deque<Idle> connections = idle.computeIfAbsent(origin, name -> new ArrayDeque<>());
        if (connections.size() >= MOST_PER_ORIGIN) {
            org.xnio.IoUtils.safeClose(connection);
            return;
        }
        connections.addLast(new Idle(connection, System.nanoTime()));
    }

    /** Closes what has been idle for too long. */
    void sweep() {
        long now = System.nanoTime();
        for (Deque<Idle> connections : idle.values()) {
            for (Iterator<Idle> each = connections.iterator(); each.hasNext(); ) {
                Idle next = each.next();
                if (now - next.sinceNanos() < MOST_IDLE_NANOS
                        && next.connection().isOpen()) {
                    break;
                }
                each.remove();
                org.xnio.IoUtils.safeClose(next.connection());
            }
        }
    }
}
