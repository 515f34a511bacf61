package io.tallyport.workbench.launcher.machine;

/** Waiting between two looks at something. */
public final class Pause {
    private Pause() {}

    public static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted while waiting.", e);
        }
    }
}
