package io.tallyport.workbench.launcher.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports on the loopback interface, the only one anything here listens on. */
public final class Ports {
    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private Ports() {}

    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * One that no earlier call gave, below those that systems give to outgoing connections: a server that is killed finds
     * its own again, whoever connects meanwhile.
     */
    public static int anyFree() {
        for (int tries = 0; tries < COUNT; tries++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new CannotStart("No port from " + FIRST + " to " + (FIRST + COUNT - 1) + " is free.");
    }

    public static int freeOr(OptionalInt preferred) {
        return preferred.isPresent() && isFree(preferred.getAsInt()) ? preferred.getAsInt() : anyFree();
    }
}
