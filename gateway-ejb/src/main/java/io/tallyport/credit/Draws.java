package io.tallyport.credit;

import io.tallyport.database.Database;
import io.tallyport.database.DatabaseException;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Draws leases, and gives them back, in groups: whoever comes while one group is at the database goes with the next. A
 * group waits for locks for a moment only; a wallet that somebody has locked for longer is waited for on threads apart, so
 * that it holds up nobody else.
 */
@ApplicationScoped
class Draws {
    private static final Logger LOG = System.getLogger(Draws.class.getName());
    private static final int MOST_AT_ONCE = 256;
    private static final int THREADS_FOR_LOCKED_WALLETS = 4;
    private static final long RETRY_MILLIS = 40;

    @Inject
    private Leases leases;

    @Inject
    private LeaseStore store;

    @Inject
    private Database database;

    @Resource
    private ManagedThreadFactory threads;

    @Resource
    private ManagedExecutorService executor;

    @Resource(lookup = "java:jboss/ee/concurrency/scheduler/default")
    private ManagedScheduledExecutorService scheduler;

    /** Each fund at most once. */
    private final BlockingQueue<NodeCredit> due = new LinkedBlockingQueue<>();

    private @Nullable ExecutorService patient;
    private volatile boolean stopped;

    /** A part of a lease on its way back, and whose it is. */
    private record Gift(NodeCredit giver, NodeCredit.Return part) {
        long walletId() {
            return giver.fund.walletId();
        }
    }

    @PostConstruct
    void start() {
        patient = Executors.newFixedThreadPool(THREADS_FOR_LOCKED_WALLETS, threads);
        threads.newThread(this::run).start();
    }

    @PreDestroy
    void stop() {
        stopped = true;
        Objects.requireNonNull(patient).shutdown();
    }

    void drawIfDue(NodeCredit credit) {
        if (credit.startDraw()) {
            due.add(credit);
        }
    }

    void giveBack(Collection<NodeCredit> funds) {
        List<Gift> gifts = new ArrayList<>();
        for (NodeCredit fund : funds) {
            fund.takeReturnable().forEach(part -> gifts.add(new Gift(fund, part)));
        }
        for (int from = 0; from < gifts.size(); from += MOST_AT_ONCE) {
            takeBack(gifts.subList(from, Math.min(gifts.size(), from + MOST_AT_ONCE)), false);
        }
    }

    private void takeBack(List<Gift> gifts, boolean patiently) {
        try {
            store.giveBack(
                    gifts.stream()
                            .map(gift -> new LeaseStore.Part(
                                    gift.part().lease().id,
                                    gift.walletId(),
                                    gift.part().whole(),
                                    gift.part().amount()))
                            .toList(),
                    patiently);
        } catch (RuntimeException e) {
            // only then is it certain that nothing went back: a part must not be sent twice
            if (!patiently && e instanceof DatabaseException refused && refused.isLockTimeout()) {
                again(gifts, Gift::walletId, this::takeBack);
                return;
            }
            LOG.log(Level.WARNING, "Could not give leases back; trying again", e);
            gifts.forEach(gift -> gift.giver().returnFailed(gift.part()));
        }
    }

    private void run() {
        List<NodeCredit> group = new ArrayList<>(MOST_AT_ONCE);
        while (!stopped) {
            try {
                @Nullable NodeCredit first = due.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    group.add(first);
                    due.drainTo(group, MOST_AT_ONCE - 1);
                    List<NodeCredit> drawn = List.copyOf(group);
                    giveBack(drawn);
                    draw(drawn, false);
                }
            } catch (InterruptedException e) {
                stopped = true;
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "The thread that draws leases met an unforeseen failure and goes on", e);
            } finally {
                group.clear();
            }
        }
        due.forEach(credit -> fail(credit, new IllegalStateException("the gateway stops")));
    }

    private void draw(List<NodeCredit> group, boolean patiently) {
        List<Need> needs = group.stream().map(NodeCredit::need).toList();
        long sentAt = System.nanoTime();
        List<Leases.Draw> draws;
        try {
            draws = leases.draw(group.stream().map(credit -> credit.fund).toList(), needs, patiently);
        } catch (RuntimeException e) {
            if (group.size() > 1 && database.answers()) { // one of them is at fault
                // should the draw be committed even so, it is not known here
                group.forEach(NodeCredit::retireCurrent);
                group.forEach(credit -> apart(credit, this::draw));
                return;
            }
            group.forEach(credit -> fail(credit, e));
            return;
        }
        if (draws.isEmpty()) {
            again(group, credit -> credit.fund.walletId(), this::draw);
            return;
        }
        for (int i = 0; i < draws.size(); i++) {
            try {
                takeUp(group.get(i), needs.get(i), draws.get(i), sentAt);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "A lease that was drawn could not be taken up", e);
            }
        }
    }

    /** Does it once more for those whose wallets nobody holds now, and apart for each of the others. */
    private <T> void again(List<T> all, ToLongFunction<T> walletId, Work<T> work) {
        Set<Long> free = lockable(all.stream().map(walletId::applyAsLong).toList());
        List<T> rest = all.stream()
                .filter(each -> free.contains(walletId.applyAsLong(each)))
                .toList();
        if (rest.size() == all.size()) { // they are contended, and wait their turn
            rest.forEach(each -> apart(each, work));
            return;
        }
        all.stream().filter(each -> !free.contains(walletId.applyAsLong(each))).forEach(each -> apart(each, work));
        if (!rest.isEmpty()) {
            work.on(rest, false);
        }
    }

    private <T> void apart(T one, Work<T> work) {
        Objects.requireNonNull(patient).execute(() -> work.on(List.of(one), true));
    }

    private Set<Long> lockable(List<Long> wallets) {
        try {
            return store.lockable(wallets);
        } catch (RuntimeException e) {
            return Set.of();
        }
    }

    /** What is done to some of them, waiting for locks or not. */
    @FunctionalInterface
    private interface Work<T> {
        void on(List<T> some, boolean patiently);
    }

    private void fail(NodeCredit credit, Throwable cause) {
        deliver(credit.drawFailed(cause));
    }

    private void takeUp(NodeCredit credit, Need need, Leases.Draw draw, long sentAt) {
        @Nullable Lease lease = draw.granted() == 0 ? null : leaseOf(credit, need, draw, sentAt);
        deliver(credit.drawn(need, lease, draw.granted(), draw.available(), draw.recalled()));
        afterDraw(credit, draw.granted() > 0);
    }

    /** Elsewhere, since what a call does next may take a while. */
    private void deliver(NodeCredit.Answers answers) {
        try {
            executor.execute(answers::deliver);
        } catch (RuntimeException e) { // it takes no more work: better late than never
            answers.deliver();
        }
    }

    /** Whoever came during a draw asks for the next one; whoever got nothing from it asks again until patience ends. */
    private void afterDraw(NodeCredit credit, boolean gave) {
        if (gave || credit.hasNewWaiters()) {
            drawIfDue(credit);
            return;
        }
        if (credit.startRetry()) {
            scheduler.schedule(
                    () -> {
                        credit.refuseOverdue().deliver();
                        drawIfDue(credit);
                    },
                    RETRY_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    private static Lease leaseOf(NodeCredit credit, Need need, Leases.Draw draw, long sentAt) {
        if (need.lease() != null && need.lease().id.equals(draw.leaseId())) {
            return need.lease();
        }
        return new Lease(draw.leaseId(), credit.fund, 0, sentAt);
    }
}
