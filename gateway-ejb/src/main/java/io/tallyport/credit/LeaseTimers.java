package io.tallyport.credit;

import io.tallyport.database.Notices;
import io.tallyport.timing.Intervals;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Begins this node's epoch, renews its leases, gives idle and recalled ones back, and expires those of dead nodes. By
 * intervals, not by the calendar: a clock that is set back must not keep leases from being renewed.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class LeaseTimers {
    private static final Logger LOG = System.getLogger(LeaseTimers.class.getName());
    private static final int RENEWALS_PER_LIFE = 3;
    private static final int REAPS_PER_LIFE = 6;
    /** Two thirds of a lease's life between the first and the last look. */
    private static final int LOOKS_UNTIL_LOST = RENEWALS_PER_LIFE;

    private static final long MOST_WAITING_NANOS = 3_000_000_000L;
    private static final Duration RETURN_PAUSE = Duration.ofSeconds(1);

    @Inject
    private Leases leases;

    @Inject
    private Credit credit;

    @Inject
    private Draws draws;

    @Inject
    private NodeIdentity node;

    @Inject
    private Notices notices;

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Intervals intervals;

    /** How often each lease was seen that nothing here knows; used by the renewals alone, which follow one another. */
    private final Map<UUID, Integer> unknown = new HashMap<>();

    private volatile boolean stopped;

    @PostConstruct
    void begin() {
        node.begin(leases.beginEpoch());
        Duration life = node.leaseLife();
        intervals.every(life.dividedBy(RENEWALS_PER_LIFE), "renew this node's leases", this::renew);
        intervals.every(RETURN_PAUSE, "give leases back", () -> draws.giveBack(credit.funds()));
        intervals.every(life.dividedBy(REAPS_PER_LIFE), "expire the leases of dead nodes", this::reap);
        threads.newThread(() -> notices.listen(Leases.RECALL_CHANNEL, this::recall, () -> !stopped))
                .start();
    }

    /** The other nodes need not wait until the leases of one that ends in order are expired. */
    @PreDestroy
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void end() {
        stopped = true;
        credit.funds().forEach(NodeCredit::retireCurrent);
        draws.giveBack(credit.funds());
    }

    private void renew() {
        long sentAt = System.nanoTime();
        Leases.Renewal renewal = leases.renew();
        Map<UUID, Fund> open = leases.open();
        credit.funds().forEach(fund -> fund.keepOnly(open.keySet(), sentAt));
        take(renewal, sentAt);
        renewHeld(open, renewal.renewed(), sentAt + MOST_WAITING_NANOS);
        giveBackUnknown(open);
    }

    /** Leases that somebody held a moment ago, wallet by wallet; what waiting leaves no time for is renewed with the next. */
    private void renewHeld(Map<UUID, Fund> open, Set<UUID> renewed, long endsNanos) {
        Set<Long> held = open.entrySet().stream()
                .filter(lease -> !renewed.contains(lease.getKey()))
                .map(lease -> lease.getValue().walletId())
                .collect(Collectors.toSet());
        for (long walletId : held) {
            long sentAt = System.nanoTime();
            if (sentAt - endsNanos > 0) {
                return;
            }
            leases.renewOf(walletId).ifPresent(renewal -> take(renewal, sentAt));
        }
    }

    private void take(Leases.Renewal renewal, long sentAt) {
        credit.funds().forEach(fund -> fund.prolonged(renewal.renewed(), sentAt));
        renewal.recalled().forEach(credit::recall);
    }

    /** A draw whose answer comes so late brings a lease that is past its use, half its life after it was asked for. */
    private void giveBackUnknown(Map<UUID, Fund> open) {
        Set<UUID> known = credit.funds().stream()
                .flatMap(fund -> fund.leaseIds().stream())
                .collect(Collectors.toSet());
        unknown.keySet().retainAll(open.keySet());
        unknown.keySet().removeAll(known);
        open.forEach((lease, fund) -> {
            if (!known.contains(lease) && unknown.merge(lease, 1, Integer::sum) >= LOOKS_UNTIL_LOST) {
                LOG.log(Level.WARNING, "Giving back a lease of {0} whose draw was never answered", fund);
                leases.giveBack(lease, fund);
            }
        });
    }

    private void reap() {
        int expired = leases.reap();
        if (expired > 0) {
            LOG.log(Level.WARNING, "Expired {0} leases of nodes that stopped renewing them", expired);
        }
    }

    /** @param text the fund and who asks: a node hears what it asks for itself too */
    private void recall(String text) {
        String[] parts = text.split("\t", 2);
        if (!parts[1].equals(node.id())) {
            credit.recall(Fund.parse(parts[0]));
        }
    }
}
