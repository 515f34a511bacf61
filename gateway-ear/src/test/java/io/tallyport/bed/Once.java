package io.tallyport.bed;

import org.jspecify.annotations.Nullable;

/** A bed that the first test to ask starts, and all others share; one that does not start is not tried again. */
final class Once {
    private final String name;
    private final int nodes;
    private @Nullable Bed bed;
    private @Nullable RuntimeException failure;

    Once(String name, int nodes) {
        this.name = name;
        this.nodes = nodes;
    }

    synchronized Bed get() {
        if (failure != null) {
            throw new IllegalStateException("the bed did not start before", failure);
        }
        if (bed == null) {
            try {
                bed = Bed.start(name, nodes);
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
        return bed;
    }

    synchronized void close() {
        if (bed != null) {
            bed.close();
            bed = null;
        }
    }
}
