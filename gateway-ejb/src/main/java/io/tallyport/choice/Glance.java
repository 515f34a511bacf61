package io.tallyport.choice;

import io.tallyport.pool.Standing;

/**
 * What went on at the accounts of a stage a moment ago, side by side in memory: looking at each of hundreds of accounts for each
 * call that begins would take longer than all the rest.
 */
final class Glance {
    /** The age at which a stage is looked at anew. */
    static final long LIFE_NANOS = 50_000_000L;

    private final long takenNanos;
    private final boolean[] well;
    private final long[] loads;
    private final long[] begun;
    private final long[] capacities;
    private long load;
    private long beginnings;
    private long capacity;

    /** @param now monotonic nanoseconds */
    Glance(Candidate[] candidates, long now) {
        takenNanos = now;
        well = new boolean[candidates.length];
        loads = new long[candidates.length];
        begun = new long[candidates.length];
        capacities = new long[candidates.length];
        for (int i = 0; i < candidates.length; i++) {
            Candidate each = candidates[i];
            well[i] = each.standing(now) == Standing.WELL;
            loads[i] = each.state().load();
            begun[i] = each.state().begun();
            capacities[i] = each.capacity();
            if (well[i]) {
                load += loads[i];
                beginnings += begun[i];
                capacity += capacities[i];
            }
        }
    }

    boolean isOld(long now) {
        return now - takenNanos >= LIFE_NANOS;
    }

    boolean isWell(int index) {
        return well[index];
    }

    /** Calls and beginnings for what it can take. */
    double pressure(int index) {
        return (double) (loads[index] + begun[index]) / capacities[index];
    }

    boolean hasRoom(int index) {
        return hasRoom(loads[index], begun[index], capacities[index]);
    }

    /** Whether an account with so much to do is below its share of what all that are well have to do. */
    boolean hasRoom(long itsLoad, long itsBeginnings, long itsCapacity) {
        return isBelow(itsLoad, Chooser.FREE_CALLS, load, itsCapacity)
                && isBelow(itsBeginnings, Chooser.FREE_BEGUN, beginnings, itsCapacity);
    }

    private boolean isBelow(long own, long free, long all, long itsCapacity) {
        return own < free || own * capacity * Chooser.PERCENT < all * itsCapacity * Chooser.ROOM_PERCENT;
    }
}
