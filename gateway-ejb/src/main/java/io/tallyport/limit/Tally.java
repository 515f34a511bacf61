package io.tallyport.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one organisation, key or address has used: a bucket that holds one minute's requests and fills evenly, mirrored on
 * every node, and this node's share of it until the next exchange.
 */
final class Tally {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int SECONDS = 60;
    private static final int IDLE_TICKS = 3;

    private final Bucket bucket;
    private final AtomicLong used = new AtomicLong();
    /** Counted as used and not: what is told to other nodes must never fall. */
    private final AtomicLong givenBack = new AtomicLong();

    private final AtomicLong share = new AtomicLong();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile int perMinute;
    private volatile int elsewhere;
    private volatile boolean touched = true;
    private int quietTicks;
    private int toldTicks;

    /** @param nodes that share the limit, this one among them */
    Tally(int perMinute, int nodes, TimeMeter clock) {
        this.perMinute = perMinute;
        this.bucket = Bucket.builder()
                .withCustomTimePrecision(clock)
                .addLimit(bandwidth(perMinute))
                .build();
        share.set(share(perMinute, nodes));
    }

    /** The whole minute to a node that is alone; else a part that leaves as much for each of the others, and one more. */
    private long share(long unclaimed, int nodes) {
        return nodes == 1 ? Long.MAX_VALUE : Math.max(0, unclaimed) / (nodes + 1) + error();
    }

    /** What a node may take in a second without having told: limit / 60, at least one request. */
    private long error() {
        return Math.ceilDiv(perMinute, SECONDS);
    }

    private static Bandwidth bandwidth(int perMinute) {
        return Bandwidth.builder()
                .capacity(perMinute)
                .refillGreedy(perMinute, MINUTE)
                .build();
    }

    /** Takes up a new limit, with as much of it used as of the old one. */
    void limitTo(int requestsPerMinute) {
        touched = true;
        if (requestsPerMinute == perMinute) {
            return;
        }
        synchronized (this) {
            perMinute = requestsPerMinute;
            bucket.replaceConfiguration(
                    BucketConfiguration.builder()
                            .addLimit(bandwidth(requestsPerMinute))
                            .build(),
                    TokensInheritanceStrategy.PROPORTIONALLY);
        }
    }

    /** @return 0 if there was room for one request, else the seconds until there is */
    long take() {
        if (share.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            return 1;
        }
        if (bucket.tryConsume(1)) {
            if (givenBack.getAndUpdate(requests -> Math.max(0, requests - 1)) == 0) {
                used.incrementAndGet();
            }
            return 0;
        }
        return secondsTo(1);
    }

    /** Counts one that needs no room. */
    void count() {
        bucket.tryConsume(1);
    }

    /** Undoes a {@link #take} whose call another limit turned away: the next one is told to other nodes in its place. */
    void giveBack() {
        bucket.addTokens(1);
        givenBack.incrementAndGet();
        share.getAndUpdate(left -> left == Long.MAX_VALUE ? left : left + 1);
    }

    int perMinute() {
        return perMinute;
    }

    long remaining() {
        return Math.clamp(bucket.getAvailableTokens(), 0, perMinute);
    }

    long secondsToFull() {
        return Math.ceilDiv((perMinute - remaining()) * SECONDS, perMinute);
    }

    private long secondsTo(int tokens) {
        long nanos = bucket.estimateAbilityToConsume(tokens).getNanosToWaitForRefill();
        return Math.max(1, Math.ceilDiv(nanos, 1_000_000_000L));
    }

    int enter() {
        return underWay.incrementAndGet() + elsewhere;
    }

    void leave() {
        underWay.decrementAndGet();
    }

    /** Calls at once, on all nodes as far as known. */
    int underWay() {
        return underWay.get() + elsewhere;
    }

    /** Counts what other nodes have let through. */
    void usedElsewhere(long requests) {
        if (requests > 0) {
            bucket.consumeIgnoringRateLimits(Math.min(requests, perMinute));
        }
    }

    /**
     * Once a second: sets this node's share of what nobody has claimed.
     *
     * @param claimed what other nodes may still let through by their own account
     * @param callsElsewhere under way on other nodes
     */
    void shareOut(int nodes, long claimed, int callsElsewhere) {
        elsewhere = callsElsewhere;
        quietTicks = touched || underWay.get() > 0 ? 0 : quietTicks + 1;
        touched = false;
        toldTicks = isQuiet() ? 0 : toldTicks + 1;
        // others learn only now that this node is awake, and may have woken themselves
        boolean justWoke = toldTicks == 1 && nodes > 1;
        share.set(justWoke ? error() : share(bucket.getAvailableTokens() - claimed, nodes));
        if (isQuiet()) {
            used.set(0);
        }
    }

    /** While nobody is told: what the bucket has made good again is not told later. */
    void forgetRefilled() {
        used.getAndUpdate(requests -> Math.min(requests, perMinute - remaining()));
    }

    /** Whether there is nothing to tell other nodes. */
    boolean isQuiet() {
        return quietTicks >= IDLE_TICKS;
    }

    /** Whether forgetting it loses nothing: nobody uses it, and the bucket is full. */
    boolean isForgettable() {
        return isQuiet() && quietTicks > SECONDS && remaining() == perMinute;
    }

    /** As other nodes are told of it. */
    Told told() {
        return new Told(perMinute, used.get(), Math.min(share.get(), perMinute), remaining(), underWay.get());
    }

    /**
     * What one node tells the others.
     *
     * @param used requests let through since this subject was first told of
     * @param claimed what the node may let through until it tells again
     * @param remaining in the bucket, for a node that has just started
     */
    record Told(int perMinute, long used, long claimed, long remaining, int underWay) {
        static final Told NOTHING = new Told(1, 0, 0, 0, 0);
    }
}
