package io.tallyport.audit;

/**
 * One random step; what it means depends on what there is by then.
 *
 * @param which picks a wallet, hold, call, group or refund
 * @param percent of what there is to take; above 100 must be refused or overruns
 * @param amount nano-credits or minor units
 */
record Operation(Kind kind, int which, int percent, long amount) {

    enum Kind {
        TOP_UP(6),
        HOLD(20),
        SETTLE(16),
        VOID(3),
        GIVE_BACK(8),
        REFUND(8),
        REFUND_PAID_OUT(2),
        REFUND_FAILED(4),
        ADJUST_UP(2),
        ADJUST_DOWN(4),
        EXPIRE(5),
        MOVE(5),
        ROLL_UP(4),
        RETRY(6),
        OTHER_CONTENT(2);

        final int frequency;

        Kind(int frequency) {
            this.frequency = frequency;
        }
    }
}
