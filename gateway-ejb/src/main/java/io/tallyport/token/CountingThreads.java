package io.tallyport.token;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which tokens are counted, so that counting never keeps the server's executor from what calls wait for; and
 * what callers ask to have counted never keeps a finished call from the books. Both queues have an end.
 */
@ApplicationScoped
public class CountingThreads {
    private static final int KEEP_SECONDS = 60;

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    @ConfigProperty(name = "tallyport.count.threads", defaultValue = "2")
    private int threadCount;

    @Inject
    @ConfigProperty(name = "tallyport.count.queue", defaultValue = "256")
    private int queueLength;

    @Inject
    @ConfigProperty(name = "tallyport.limit.calls-at-once", defaultValue = "4000")
    private int callsAtOnce;

    private @Nullable ThreadPoolExecutor callers;
    private @Nullable ThreadPoolExecutor books;

    @PostConstruct
    void start() {
        callers = pool(queueLength);
        books = pool(callsAtOnce);
    }

    @PreDestroy
    void stop() {
        if (callers != null && books != null) {
            callers.shutdown();
            books.shutdown();
        }
    }

    /** A count that a caller waits for; fails with {@link RejectedExecutionException} where too many wait already. */
    public <T> CompletableFuture<T> forCaller(Supplier<T> count) {
        return run(callers, count);
    }

    /** A count by which a finished call is charged. */
    public <T> CompletableFuture<T> forBooks(Supplier<T> count) {
        return run(books, count);
    }

    private static <T> CompletableFuture<T> run(@Nullable ThreadPoolExecutor pool, Supplier<T> count) {
        if (pool == null) {
            return CompletableFuture.failedFuture(new RejectedExecutionException("not started"));
        }
        try {
            return CompletableFuture.supplyAsync(count, pool);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private ThreadPoolExecutor pool(int length) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threadCount, threadCount, KEEP_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(length), threads);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
