package io.tallyport.credit;

import io.tallyport.credit.HoldAnswer.Shortage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What this node may still spend of one wallet. All decisions are made under this object's lock and none of them waits;
 * futures are completed by the caller of {@link Answers#deliver}, outside the lock.
 */
final class WalletCredit {
    /** A lease is used for half its life since the last renewal was sent (money.md section 5.3). */
    private static final long USABLE_NANOS = 15_000_000_000L;

    private static final long IDLE_NANOS = 5_000_000_000L;
    private static final long PATIENCE_NANOS = 250_000_000L;
    private static final int PREFETCH_SHARE = 4;
    private static final long PREFETCH_PAUSE_NANOS = 1_000_000_000L;

    final long walletId;
    private final RecentSpend recentSpend = new RecentSpend();
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private final List<Lease> retired = new ArrayList<>();
    private @Nullable Lease lease;
    private boolean drawing;
    private long prefetchAfterNanos = System.nanoTime();
    private long lastUseNanos = System.nanoTime();

    WalletCredit(long walletId) {
        this.walletId = walletId;
    }

    private record Waiter(long amount, CompletableFuture<HoldAnswer> answer, long deadlineNanos) {}

    /** What a draw should ask for, in nano-credits. */
    record Need(@Nullable Lease lease, long smallest, long exact, long target) {}

    /** Futures to complete once the lock is free. */
    static final class Answers {
        private final List<Runnable> deliveries = new ArrayList<>();

        private void add(Waiter waiter, HoldAnswer answer) {
            deliveries.add(() -> waiter.answer().complete(answer));
        }

        void deliver() {
            deliveries.forEach(Runnable::run);
        }
    }

    /** Takes from the lease at once, or waits for a draw. */
    synchronized CompletionStage<HoldAnswer> hold(long amount) {
        lastUseNanos = System.nanoTime();
        Lease current = lease;
        if (waiters.isEmpty() && current != null && isUsable(current) && current.free() >= amount) {
            return CompletableFuture.completedStage(reserve(current, amount));
        }
        Waiter waiter = new Waiter(amount, new CompletableFuture<>(), lastUseNanos + PATIENCE_NANOS);
        waiters.add(waiter);
        return waiter.answer();
    }

    /** Whether a draw is due now; if so the caller must draw and answer with {@link #drawn} or {@link #drawFailed}. */
    synchronized Optional<Need> startDraw() {
        if (drawing) {
            return Optional.empty();
        }
        Lease current = lease != null && isUsable(lease) ? lease : null;
        long free = current == null ? 0 : current.free();
        long recent = recentSpend.total();
        boolean prefetch = current != null && free < recent / PREFETCH_SHARE && System.nanoTime() > prefetchAfterNanos;
        if (waiters.isEmpty() && !prefetch) {
            return Optional.empty();
        }
        drawing = true;
        long waiting = waiters.stream().mapToLong(Waiter::amount).reduce(0, Math::addExact);
        long smallest = waiters.stream().mapToLong(Waiter::amount).min().orElse(0);
        long exact = Math.max(0, waiting - free);
        return Optional.of(new Need(current, Math.max(0, smallest - free), exact, Math.max(exact, recent)));
    }

    /** @param drawn the lease as it stands after the draw, or null if the wallet gave nothing */
    synchronized Answers drawn(@Nullable Lease drawn, long granted, long available) {
        drawing = false;
        if (drawn != null) {
            drawn.granted += granted;
            if (lease != null && lease != drawn) {
                retired.add(lease);
            }
            lease = drawn;
        }
        Answers answers = new Answers();
        serve(answers);
        if (granted == 0) {
            prefetchAfterNanos = System.nanoTime() + PREFETCH_PAUSE_NANOS;
            refuse(answers, available, isAnyReserved() ? System.nanoTime() : Long.MAX_VALUE);
        }
        return answers;
    }

    /** The database could not be asked: everybody waiting gets the error. */
    synchronized Answers drawFailed(Throwable cause) {
        drawing = false;
        Answers answers = new Answers();
        waiters.forEach(waiter -> answers.deliveries.add(() -> waiter.answer().completeExceptionally(cause)));
        waiters.clear();
        return answers;
    }

    synchronized Answers end(Hold hold, long debitOnLease) {
        Answers answers = new Answers();
        if (!hold.end()) {
            return answers;
        }
        hold.lease.reserved -= hold.amount;
        hold.lease.consumed += debitOnLease;
        recentSpend.add(debitOnLease);
        serve(answers);
        return answers;
    }

    /** Grows a hold out of the lease's free part, as far as that goes. */
    synchronized void enlarge(Hold hold, long wanted) {
        long more = Math.clamp(hold.lease.free(), 0, Math.max(0, wanted - hold.amount));
        hold.lease.reserved += more;
        hold.amount += more;
    }

    /** Refuses whoever has waited long enough for other calls to give credit back. */
    synchronized Answers refuseOverdue() {
        Answers answers = new Answers();
        if (!drawing) {
            refuse(answers, lease == null ? 0 : Math.max(0, lease.free()), System.nanoTime());
        }
        return answers;
    }

    synchronized boolean hasWaiters() {
        return !waiters.isEmpty();
    }

    /** Leases to give back to the wallet: retired ones without holds, and the current one once idle. */
    synchronized List<Lease> takeReturnable() {
        if (lease != null && lease.reserved == 0 && waiters.isEmpty() && !drawing && isIdle()) {
            retired.add(lease);
            lease = null;
        }
        List<Lease> returnable =
                retired.stream().filter(old -> old.reserved == 0).toList();
        retired.removeAll(returnable);
        return returnable;
    }

    /** Puts back a lease whose return failed, to be tried again. */
    synchronized void retire(Lease old) {
        retired.add(old);
    }

    /** @param alive the leases that a renewal sent at {@code sentAtNanos} found open */
    synchronized void renewed(Set<UUID> alive, long sentAtNanos) {
        Lease current = lease;
        if (current == null) {
            return;
        }
        if (alive.contains(current.id)) {
            current.prolongedAtNanos = Math.max(current.prolongedAtNanos, sentAtNanos);
            return;
        }
        if (current.prolongedAtNanos < sentAtNanos) {
            retired.add(current);
            lease = null;
        }
    }

    private Hold reserve(Lease from, long amount) {
        from.reserved += amount;
        return new Hold(this, from, amount);
    }

    private void serve(Answers answers) {
        Lease current = lease;
        if (current == null || !isUsable(current)) {
            return;
        }
        for (Iterator<Waiter> each = waiters.iterator(); each.hasNext(); ) {
            Waiter waiter = each.next();
            if (current.free() >= waiter.amount()) {
                each.remove();
                answers.add(waiter, reserve(current, waiter.amount()));
            }
        }
    }

    /** Refuses the waiters whose deadline lies before {@code now}. */
    private void refuse(Answers answers, long available, long now) {
        for (Iterator<Waiter> each = waiters.iterator(); each.hasNext(); ) {
            Waiter waiter = each.next();
            if (now == Long.MAX_VALUE || now - waiter.deadlineNanos() >= 0) {
                each.remove();
                answers.add(waiter, new Shortage(available, waiter.amount()));
            }
        }
    }

    private boolean isAnyReserved() {
        return lease != null && lease.reserved > 0 || retired.stream().anyMatch(old -> old.reserved > 0);
    }

    private boolean isIdle() {
        return System.nanoTime() - lastUseNanos > IDLE_NANOS;
    }

    private static boolean isUsable(Lease lease) {
        return System.nanoTime() - lease.prolongedAtNanos < USABLE_NANOS;
    }
}
