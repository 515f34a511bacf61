package io.tallyport.tier;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One active wallet's window and contracts in this node's memory, and what they come to. A standing holds until the
 * window, the tiers, the hour or the contract in force changes; asking for it meanwhile is one comparison.
 */
final class WalletTerms {
    /** A call that finds it within the first limit is done with it before the second. */
    private static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(50);

    private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(60);
    private static final long CLOCK_MAY_STEP_BACK_HOURS = 2;
    private static final long NO_HOUR = Long.MIN_VALUE;

    final long walletId;
    private final SpendWindow window = new SpendWindow();
    private List<Contract> contracts = List.of();
    private @Nullable Long agreedNanos;
    private long version;
    /** All that changed the window up to this version is in it: the rest was told of by nobody, or not yet. */
    private long completeTo;
    /** The hour that a commit of this node set last: readings older than it know less of it. */
    private long committedHour = NO_HOUR;

    private final Object loading = new Object();
    private volatile boolean loaded;
    private volatile @Nullable Valid valid;
    private volatile long usedNanos = System.nanoTime();

    /** A standing and the moments, microseconds on the database's clock, between which it holds. */
    private record Valid(Standing standing, Ladder ladder, long fromMicros, long untilMicros) {}

    /**
     * Sums by the hour as the database had them at one moment.
     *
     * @param version the wallet's at that moment
     * @param isWhole whether hours that are not listed had no spend
     */
    record Reading(long walletId, long version, boolean isWhole, List<HourSpend> hours) {}

    record HourSpend(long hour, long spendNano) {}

    WalletTerms(long walletId) {
        this.walletId = walletId;
    }

    Standing at(long nowMicros, Ladder ladder) {
        Valid known = valid;
        if (known != null && known.ladder == ladder && nowMicros < known.untilMicros && nowMicros >= known.fromMicros) {
            return known.standing;
        }
        return compute(nowMicros, ladder);
    }

    /** Reads it unless that was done; whoever comes meanwhile waits. */
    void loadOnce(Runnable reading) {
        synchronized (loading) {
            if (!loaded) {
                reading.run();
                loaded = true;
            }
        }
    }

    boolean isLoaded() {
        return loaded;
    }

    /** Whether it stays in memory for a call that came just now; counts as a use. */
    boolean use() {
        long now = System.nanoTime();
        if (now - usedNanos > FRESH_NANOS) {
            return false;
        }
        usedNanos = now;
        return true;
    }

    boolean isIdle() {
        return System.nanoTime() - usedNanos > IDLE_NANOS;
    }

    synchronized long completeTo() {
        return completeTo;
    }

    synchronized void committed(SpendChange change) {
        if (change.version() <= version) {
            return;
        }
        if (completeTo == version && change.version() == version + 1) {
            completeTo = change.version();
        }
        version = change.version();
        committedHour = change.hour();
        window.set(change.hour(), change.spendNano());
        valid = null;
    }

    /** @return false if this node committed meanwhile: then it must be read again */
    synchronized boolean read(Reading reading) {
        boolean isLatest = reading.version() >= version;
        if (reading.isWhole()) {
            window.keepOnly(isLatest ? NO_HOUR : committedHour);
        }
        for (HourSpend read : reading.hours()) {
            if (isLatest || read.hour() != committedHour) {
                window.set(read.hour(), read.spendNano());
            }
        }
        version = Math.max(version, reading.version());
        if (isLatest && reading.isWhole()) {
            completeTo = version;
        }
        valid = null;
        return isLatest;
    }

    /** @param askedNanos monotonic time before the question: a later one knows as much or more */
    synchronized void agreed(List<Contract> current, long askedNanos) {
        if (agreedNanos == null || askedNanos - agreedNanos >= 0) {
            agreedNanos = askedNanos;
            contracts = List.copyOf(current);
            valid = null;
        }
    }

    private synchronized Standing compute(long nowMicros, Ladder ladder) {
        long hour = SpendWindow.hourAt(nowMicros);
        window.forgetBefore(hour - CLOCK_MAY_STEP_BACK_HOURS);
        Instant now = Instant.EPOCH.plus(nowMicros, ChronoUnit.MICROS);
        Standing byTier = Standing.of(ladder, window.total(hour));
        Standing standing = contracts.stream()
                .filter(contract -> contract.isInForce(now))
                .findFirst()
                .map(byTier::under)
                .orElse(byTier);
        long from = Math.max(
                SpendWindow.startMicros(hour),
                turns().filter(turn -> turn <= nowMicros).max(Long::compare).orElse(Long.MIN_VALUE));
        long until = Math.min(
                SpendWindow.startMicros(hour + 1),
                turns().filter(turn -> turn > nowMicros).min(Long::compare).orElse(Long.MAX_VALUE));
        valid = new Valid(standing, ladder, from, until);
        return standing;
    }

    /** When contracts begin and end. */
    private Stream<Long> turns() {
        return contracts.stream()
                .flatMap(contract -> Stream.of(contract.startsAt(), contract.endsAt()))
                .filter(Objects::nonNull)
                .map(turn -> ChronoUnit.MICROS.between(Instant.EPOCH, turn));
    }
}
