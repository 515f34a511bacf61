package io.tallyport.workbench.simulator.account;

/** A limit on requests as providers keep it: a bucket that holds a minute's worth and fills evenly. Not thread-safe. */
final class RequestLimit {
    private static final double MILLIS_PER_MINUTE = 60_000;
    private static final double MILLIS_PER_SECOND = 1_000;

    private final int perMinute;
    private double left;
    private long filledAtMillis;

    RequestLimit(int perMinute, long nowMillis) {
        this.perMinute = perMinute;
        this.left = perMinute;
        this.filledAtMillis = nowMillis;
    }

    /** Counts a request in, unless the limit is reached. */
    Quota take(long nowMillis) {
        left = Math.min(perMinute, left + (nowMillis - filledAtMillis) * perMinute / MILLIS_PER_MINUTE);
        filledAtMillis = nowMillis;
        boolean isExceeded = left < 1;
        if (!isExceeded) {
            left--;
        }
        return new Quota(
                perMinute, (int) left, isExceeded, secondsUntil(Math.floor(left) + 1), secondsUntil(perMinute));
    }

    private int secondsUntil(double requests) {
        return (int) Math.ceil((requests - left) * MILLIS_PER_MINUTE / perMinute / MILLIS_PER_SECOND);
    }
}
