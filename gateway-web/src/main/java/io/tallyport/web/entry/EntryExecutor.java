package io.tallyport.web.entry;

import java.util.concurrent.Executor;
import org.xnio.XnioIoThread;

/**
 * Where the API servlet runs. A call whose body is read and whose key is known meets nothing that blocks, and neither do
 * the asynchronous steps of any answer: they stay on their I/O thread and save two thread switches. A request that may
 * block is sent to the I/O thread's worker pool.
 */
final class EntryExecutor implements Executor {
    private final ThreadLocal<Boolean> toWorker = ThreadLocal.withInitial(() -> false);

    /** The next task of this thread may block. */
    void sendNextToWorker() {
        toWorker.set(true);
    }

    @Override
    public void execute(Runnable task) {
        XnioIoThread thread = XnioIoThread.currentThread();
        if (thread != null && toWorker.get()) {
            toWorker.set(false);
            thread.getWorker().execute(task);
            return;
        }
        task.run();
    }
}
