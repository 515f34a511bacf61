package io.tallyport.credit;

import io.tallyport.database.Database;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Draws leases, and gives them back, in groups: whoever comes while one group is at the database goes with the next. A
 * wallet that somebody else has locked for long holds up its own draws only.
 */
@ApplicationScoped
class Draws {
    private static final Logger LOG = System.getLogger(Draws.class.getName());
    private static final int MOST_AT_ONCE = 256;
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

    private volatile boolean stopped;

    @PostConstruct
    void start() {
        threads.newThread(this::run).start();
    }

    @PreDestroy
    void stop() {
        stopped = true;
    }

    void drawIfDue(NodeCredit credit) {
        if (credit.startDraw()) {
            due.add(credit);
        }
    }

    void giveBack(Collection<NodeCredit> funds) {
        List<NodeCredit.Return> parts = new ArrayList<>();
        List<NodeCredit> givers = new ArrayList<>();
        for (NodeCredit fund : funds) {
            for (NodeCredit.Return part : fund.takeReturnable()) {
                parts.add(part);
                givers.add(fund);
            }
        }
        for (int from = 0; from < parts.size(); from += MOST_AT_ONCE) {
            int to = Math.min(parts.size(), from + MOST_AT_ONCE);
            giveBack(parts.subList(from, to), givers.subList(from, to));
        }
    }

    private void giveBack(List<NodeCredit.Return> parts, List<NodeCredit> givers) {
        try {
            store.takeBack(
                    "RETURNED",
                    parts.stream()
                            .map(part -> new LeaseStore.Part(
                                    part.lease().id, part.lease().fund.walletId(), part.whole(), part.amount()))
                            .toList(),
                    parts.size() == 1);
        } catch (RuntimeException e) {
            if (parts.size() > 1 && database.answers()) { // somebody holds one of the wallets for long
                for (int i = 0; i < parts.size(); i++) {
                    giveBack(parts.subList(i, i + 1), givers.subList(i, i + 1));
                }
                return;
            }
            LOG.log(Level.WARNING, "Could not give leases back; trying again", e);
            for (int i = 0; i < parts.size(); i++) {
                givers.get(i).returnFailed(parts.get(i));
            }
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
                    draw(List.copyOf(group));
                }
            } catch (InterruptedException e) {
                stopped = true;
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "The thread that draws leases met an unforeseen failure and goes on", e);
            } finally {
                group.clear();
            }
        }
    }

    private void draw(List<NodeCredit> group) {
        List<Leases.Draw> draws;
        List<Need> needs;
        long sentAt;
        try {
            giveBack(group);
            needs = group.stream().map(NodeCredit::need).toList();
            sentAt = System.nanoTime();
            draws = leases.draw(group.stream().map(credit -> credit.fund).toList(), needs);
        } catch (RuntimeException e) {
            if (group.size() > 1 && database.answers()) {
                group.forEach(credit -> executor.execute(() -> draw(List.of(credit))));
                return;
            }
            group.forEach(credit -> executor.execute(credit.drawFailed(e)::deliver));
            return;
        }
        for (int i = 0; i < draws.size(); i++) {
            takeUp(group.get(i), needs.get(i), draws.get(i), sentAt);
        }
    }

    private void takeUp(NodeCredit credit, Need need, Leases.Draw draw, long sentAt) {
        @Nullable Lease lease = draw.granted() == 0 ? null : leaseOf(credit, need, draw, sentAt);
        NodeCredit.Answers answers = credit.drawn(need, lease, draw.granted(), draw.available(), draw.recalled());
        executor.execute(answers::deliver);
        afterDraw(credit, draw.granted() > 0);
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
