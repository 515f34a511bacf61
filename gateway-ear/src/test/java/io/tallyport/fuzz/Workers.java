package io.tallyport.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does something many times on some threads, each with a random sequence of its own that its seed repeats. */
final class Workers {
    private static final int THREADS = 16;

    private Workers() {}

    /** One of the many times. */
    @FunctionalInterface
    interface Turn {
        void take(Random random, int index);
    }

    static void run(int times, long seed, Turn turn) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int worker = 0; worker < THREADS; worker++) {
                Random random = new Random(seed + worker);
                int first = worker;
                workers.add(threads.submit(() -> {
                    for (int i = first; i < times; i += THREADS) {
                        turn.take(random, i);
                    }
                }));
            }
            for (Future<?> worker : workers) {
                await(worker);
            }
        }
    }

    private static void await(Future<?> worker) throws InterruptedException {
        try {
            worker.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        }
    }
}
