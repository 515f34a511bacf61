package io.tallyport.workbench.launcher;

/** Prints as {@code 1.2 s}. */
record Stopwatch(long startedAtNanos) {
    private static final double NANOS_PER_SECOND = 1e9;

    static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    @Override
    public String toString() {
        return "%.1f s".formatted((System.nanoTime() - startedAtNanos) / NANOS_PER_SECOND);
    }
}
