package io.tallyport.web.entry;

import java.util.concurrent.Executor;
import org.xnio.XnioIoThread;

/**
 * Where the API servlet runs. A call whose body is read and whose key is known meets nothing that blocks: it stays on its
 * I/O thread and saves two thread switches. Everything else goes to the I/O thread's worker pool.
 */
final class EntryExecutor implements Executor {
    private final ThreadLocal<Boolean> onThisThread = ThreadLocal.withInitial(() -> false);

    /** The next task of this thread is such a call. */
    void runNextOnThisThread() {
        onThisThread.set(true);
    }

    @Override
    public void execute(Runnable task) {
        XnioIoThread thread = XnioIoThread.currentThread();
        if (thread == null || onThisThread.get()) {
            onThisThread.set(false);
            task.run();
            return;
        }
        thread.getWorker().execute(task);
    }
}
