package io.tallyport.pool;

/** Moves the windows of accounts on by hand. */
public final class PoolClock {
    public static final int TICKS_PER_SECOND = AccountState.TICKS_PER_SECOND;

    private PoolClock() {}

    public static void tick(AccountState state) {
        state.tick();
    }
}
