package io.tallyport.credit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What this node may still spend of one fund. All decisions are made under this object's lock and none of them waits;
 * futures are completed by the caller of {@link Answers#deliver}, outside the lock.
 */
final class NodeCredit {
    private static final long IDLE_NANOS = 5_000_000_000L;
    private static final long PATIENCE_NANOS = 250_000_000L;
    private static final int PREFETCH_SHARE = 4;
    private static final long PREFETCH_PAUSE_NANOS = 1_000_000_000L;

    final Fund fund;
    /** A lease is used for half its life since the last renewal was sent (money.md section 5.3). */
    private final long usableNanos;

    private final RecentSpend recentSpend = new RecentSpend();
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    /** Out of use: calls end on them, and what becomes free goes back. */
    private final List<Lease> retired = new ArrayList<>();

    private @Nullable Lease lease;
    private boolean drawing;
    private boolean retrying;
    private long prefetchAfterNanos = System.nanoTime();
    private long lastUseNanos = System.nanoTime();
    private long lastAvailable;

    NodeCredit(Fund fund, Duration leaseLife) {
        this.fund = fund;
        this.usableNanos = leaseLife.toNanos() / 2;
    }

    /** A call that waits; guarded by this fund's lock. */
    private static final class Waiter {
        final long amount;
        final CompletableFuture<Answer> answer = new CompletableFuture<>();
        final long deadlineNanos;
        /** Whether a draw was asked for it: what others' draws did not bring says nothing of its own. */
        boolean asked;

        Waiter(long amount, long deadlineNanos) {
            this.amount = amount;
            this.deadlineNanos = deadlineNanos;
        }
    }

    /**
     * A part of a lease, or all that is left of it, on its way back.
     *
     * @param whole whether the lease ends
     */
    record Return(Lease lease, long amount, boolean whole) {}

    /** Whether this fund could back a call. */
    sealed interface Answer permits Share, Short {}

    /**
     * Refused, nothing reserved; nano-credits.
     *
     * @param available what a hold could have had
     */
    record Short(long available, long needed) implements Answer {}

    /** Futures to complete once the lock is free. */
    static final class Answers {
        private final List<Runnable> deliveries = new ArrayList<>();

        private void add(Waiter waiter, Answer answer) {
            deliveries.add(() -> waiter.answer.complete(answer));
        }

        void deliver() {
            deliveries.forEach(Runnable::run);
        }
    }

    /** Takes from the lease at once, or waits for a draw. */
    synchronized CompletionStage<Answer> hold(long amount) {
        lastUseNanos = System.nanoTime();
        Lease current = lease;
        if (waiters.isEmpty() && current != null && isUsable(current) && current.free() >= amount) {
            return CompletableFuture.completedStage(reserve(current, amount));
        }
        Waiter waiter = new Waiter(amount, lastUseNanos + PATIENCE_NANOS);
        waiters.add(waiter);
        return waiter.answer;
    }

    /**
     * Whether a draw is due now; if so the caller must draw {@link #need} and answer with {@link #drawn} or
     * {@link #drawFailed}.
     */
    synchronized boolean startDraw() {
        if (drawing || waiters.isEmpty() && !isPrefetchDue()) {
            return false;
        }
        drawing = true;
        return true;
    }

    /** What a draw that was started should ask for. */
    synchronized Need need() {
        Lease current = usableLease();
        waiters.forEach(waiter -> waiter.asked = true);
        return new Need(
                current,
                current == null ? 0 : Math.max(0, current.free()),
                waiters.stream().map(waiter -> waiter.amount).toList(),
                recentSpend.total());
    }

    /**
     * Takes up what a draw brought; where the lease it enlarged was retired meanwhile, it goes back with that.
     *
     * @param drawn the lease as it stands after the draw, or null if nothing was given
     * @param available what the fund had free before
     * @param hope whether others may yet give some back
     */
    synchronized Answers drawn(Need need, @Nullable Lease drawn, long granted, long available, boolean hope) {
        drawing = false;
        lastAvailable = available - granted;
        if (drawn != null) {
            drawn.granted += granted;
            if (drawn != need.lease()) {
                retireCurrent();
                lease = drawn;
            }
        }
        Answers answers = new Answers();
        serve(answers);
        if (granted == 0) {
            prefetchAfterNanos = System.nanoTime() + PREFETCH_PAUSE_NANOS;
            refuse(answers, hope || isAnyReserved());
        }
        return answers;
    }

    /**
     * The database could not be asked: everybody waiting gets the error. The draw may be committed even so: the lease that it
     * may have enlarged is used no more, and its end gives back all that the database knows of it.
     */
    synchronized Answers drawFailed(Throwable cause) {
        drawing = false;
        retireCurrent();
        Answers answers = new Answers();
        waiters.forEach(waiter -> answers.deliveries.add(() -> waiter.answer.completeExceptionally(cause)));
        waiters.clear();
        return answers;
    }

    /** @param consumed nano-credits that were settled on the share's lease, or may have been */
    synchronized Answers end(Share share, long consumed) {
        Answers answers = new Answers();
        if (!share.end()) {
            return answers;
        }
        share.lease.reserved -= share.amount;
        share.lease.consumed += consumed;
        recentSpend.add(consumed);
        serve(answers);
        return answers;
    }

    /** Grows a share out of the lease's free part, as far as that goes. */
    synchronized void enlarge(Share share, long wanted) {
        long more = Math.clamp(share.lease.free(), 0, Math.max(0, wanted - share.amount));
        share.lease.reserved += more;
        share.amount += more;
    }

    /** Refuses whoever has waited long enough for others to give credit back. */
    synchronized Answers refuseOverdue() {
        retrying = false;
        Answers answers = new Answers();
        if (!drawing) {
            refuse(answers, true);
        }
        return answers;
    }

    synchronized boolean hasWaiters() {
        return !waiters.isEmpty();
    }

    /** Whether somebody came after the last draw had begun. */
    synchronized boolean hasNewWaiters() {
        return waiters.stream().anyMatch(waiter -> !waiter.asked);
    }

    /** Whether the caller must come back with {@link #refuseOverdue}: somebody waits, and nobody else will. */
    synchronized boolean startRetry() {
        boolean start = !retrying && !waiters.isEmpty();
        retrying |= start;
        return start;
    }

    /** Another node waits for what is free here: the leases in use are used up, and no more. */
    synchronized void recall() {
        retireCurrent();
        retired.forEach(old -> old.recalled = true);
    }

    /** For a node that ends: nothing is used any more. */
    synchronized void retireCurrent() {
        if (lease != null) {
            retired.add(lease);
            lease = null;
        }
    }

    /** What goes back to the fund: all of retired leases that is free, and of the current one once it is idle. */
    synchronized List<Return> takeReturnable() {
        if (lease != null && waiters.isEmpty() && !drawing && isIdle()) {
            retireCurrent();
        }
        List<Return> returnable = new ArrayList<>();
        for (Iterator<Lease> each = retired.iterator(); each.hasNext(); ) {
            Lease old = each.next();
            if (old.reserved == 0) {
                each.remove();
                returnable.add(new Return(old, old.free(), true));
                continue;
            }
            long free = old.free();
            if (free > 0) {
                old.granted -= free;
                returnable.add(new Return(old, free, false));
            }
        }
        return returnable;
    }

    /**
     * Puts back a lease whose return failed, to be tried again. A part that failed may be back or not: it is spent no more,
     * and what is left of it goes back when the lease ends.
     */
    synchronized void returnFailed(Return failed) {
        if (failed.whole()) {
            retired.add(failed.lease());
        }
    }

    /** @param renewed the leases that a renewal sent at {@code sentAtNanos} prolonged */
    synchronized void prolonged(Set<UUID> renewed, long sentAtNanos) {
        Lease current = lease;
        if (current != null && renewed.contains(current.id)) {
            current.prolongedAtNanos = Math.max(current.prolongedAtNanos, sentAtNanos);
        }
    }

    /** @param open the leases that a look begun at {@code sentAtNanos} found open: any other is used no more */
    synchronized void keepOnly(Set<UUID> open, long sentAtNanos) {
        Lease current = lease;
        if (current != null && !open.contains(current.id) && current.prolongedAtNanos < sentAtNanos) {
            retireCurrent();
        }
    }

    /** The leases in use, and those out of use that are not given back yet. */
    synchronized List<UUID> leaseIds() {
        return Stream.concat(Stream.ofNullable(lease), retired.stream())
                .map(each -> each.id)
                .toList();
    }

    private Share reserve(Lease from, long amount) {
        from.reserved += amount;
        return new Share(this, from, amount);
    }

    private void serve(Answers answers) {
        Lease current = lease;
        if (current == null || !isUsable(current)) {
            return;
        }
        for (Iterator<Waiter> each = waiters.iterator(); each.hasNext(); ) {
            Waiter waiter = each.next();
            if (current.free() >= waiter.amount) {
                each.remove();
                answers.add(waiter, reserve(current, waiter.amount));
            }
        }
    }

    /** @param patiently only those who have waited long enough, and not all that the last draw was for */
    private void refuse(Answers answers, boolean patiently) {
        long now = System.nanoTime();
        long available = Math.max(0, lastAvailable) + (lease == null ? 0 : Math.max(0, lease.free()));
        for (Iterator<Waiter> each = waiters.iterator(); each.hasNext(); ) {
            Waiter waiter = each.next();
            if (!patiently && waiter.asked || now - waiter.deadlineNanos >= 0) {
                each.remove();
                answers.add(waiter, new Short(available, waiter.amount));
            }
        }
    }

    private boolean isPrefetchDue() {
        Lease current = usableLease();
        return current != null
                && Math.max(0, current.free()) < recentSpend.total() / PREFETCH_SHARE
                && System.nanoTime() > prefetchAfterNanos;
    }

    private @Nullable Lease usableLease() {
        return lease != null && isUsable(lease) ? lease : null;
    }

    private boolean isAnyReserved() {
        return lease != null && lease.reserved > 0 || retired.stream().anyMatch(old -> old.reserved > 0);
    }

    private boolean isIdle() {
        return System.nanoTime() - lastUseNanos > IDLE_NANOS;
    }

    private boolean isUsable(Lease lease) {
        return System.nanoTime() - lease.prolongedAtNanos < usableNanos;
    }
}
