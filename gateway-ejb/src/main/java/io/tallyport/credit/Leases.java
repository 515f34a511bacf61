package io.tallyport.credit;

import io.tallyport.database.DatabaseException;
import io.tallyport.database.TimeOrderedId;
import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The durable side of credit leases; each method is one short transaction. Lock order: wallet, key's budget, lease; a
 * key's budget is changed under its wallet's lock only.
 */
@Stateless
public class Leases {
    /** On which nodes are told whose leases another one waits for. */
    static final String RECALL_CHANNEL = "tallyport_recall";

    private static final UUID NONE = new UUID(0, 0);
    private static final String NO_NODE = "";

    @Inject
    private LeaseStore store;

    @Inject
    private NodeIdentity node;

    @Resource
    private SessionContext context;

    /**
     * @param leaseId of no meaning where nothing was granted
     * @param granted nano-credits added to the lease, 0 if not even the smallest need could be met
     * @param available what the fund had free
     * @param recalled whether other nodes hold some of it, and were asked to give back what they have free
     */
    public record Draw(UUID leaseId, long granted, long available, boolean recalled) {
        private Draw from(UUID lease) {
            return new Draw(lease, granted, available, recalled);
        }
    }

    /**
     * @param renewed the leases that were prolonged
     * @param recalled the funds whose leases another node waits for
     */
    public record Renewal(Set<UUID> renewed, Set<Fund> recalled) {}

    /**
     * @param funds each once
     * @param needs theirs, in the same order
     * @param patiently whether it waits for locks as long as it takes; else for a moment only
     * @return in that order too; empty, with nothing drawn, if somebody held one of the funds for longer
     */
    public List<Draw> draw(List<Fund> funds, List<Need> needs, boolean patiently) {
        List<LeaseStore.Standing> standings;
        try {
            standings = store.lock(funds, node.id(), patiently);
        } catch (DatabaseException e) {
            if (!e.isLockTimeout()) {
                throw e;
            }
            context.setRollbackOnly();
            return List.of();
        }
        List<Draw> draws = new ArrayList<>(funds.size());
        List<LeaseStore.Grant> grants = new ArrayList<>(funds.size());
        for (int i = 0; i < funds.size(); i++) {
            Need need = needs.get(i);
            long available = standings.get(i).available();
            long granted = need.grant(available, standings.get(i).shared());
            if (granted > 0) {
                grants.add(new LeaseStore.Grant(
                        need.lease() == null ? null : need.lease().id, TimeOrderedId.next(), funds.get(i), granted));
            }
            boolean recalled = granted == 0 && need.isUrgent() && recallFromOthers(funds.get(i));
            draws.add(new Draw(NONE, granted, available, recalled));
        }
        Iterator<UUID> leases = store.grant(grants, node).iterator();
        draws.replaceAll(draw -> draw.granted() == 0 ? draw : draw.from(leases.next()));
        return draws;
    }

    /** Begins a new life of this node: leases of its earlier lives have no holder any more. */
    public long beginEpoch() {
        long epoch = store.nextEpoch(node.id());
        store.expire(store.openLeasesOfEarlierEpochs(node.id(), epoch), null);
        return epoch;
    }

    /** This node's leases, but for those that somebody holds right now. */
    public Renewal renew() {
        return renewal(store.renewFree(node));
    }

    /**
     * This node's leases of one wallet, for which it waits a second.
     *
     * @return empty if somebody held the wallet for longer
     */
    public Optional<Renewal> renewOf(long walletId) {
        try {
            return Optional.of(renewal(store.renewOf(walletId, node)));
        } catch (DatabaseException e) {
            if (!e.isLockTimeout()) {
                throw e;
            }
            context.setRollbackOnly();
            return Optional.empty();
        }
    }

    /** This node's leases that nobody has expired. */
    public Map<UUID, Fund> open() {
        return store.openLeasesOfThisNode(node).stream()
                .collect(Collectors.toMap(LeaseStore.OpenLease::id, LeaseStore.OpenLease::fund));
    }

    /** Ends a lease of this node that nothing here knows; later, if somebody holds its wallet. */
    public void giveBack(UUID leaseId, Fund fund) {
        try {
            store.giveBack(List.of(new LeaseStore.Part(leaseId, fund.walletId(), true, 0)), false);
        } catch (DatabaseException e) {
            if (!e.isLockTimeout()) {
                throw e;
            }
            context.setRollbackOnly();
        }
    }

    private static Renewal renewal(List<LeaseStore.Renewed> renewed) {
        return new Renewal(
                renewed.stream().map(LeaseStore.Renewed::id).collect(Collectors.toSet()),
                renewed.stream()
                        .filter(LeaseStore.Renewed::recalled)
                        .map(LeaseStore.Renewed::fund)
                        .collect(Collectors.toSet()));
    }

    /** Asks every node to give back what it has free of a wallet, this one too; in a transaction that has locked the wallet. */
    public void recall(long walletId) {
        Fund fund = new Fund(walletId, null);
        store.flagOthers(fund, NO_NODE);
        store.tell(RECALL_CHANNEL, fund + "\t" + NO_NODE);
    }

    /** Expires the leases of nodes that have not renewed them for twice their life. */
    public int reap() {
        List<LeaseStore.OpenLease> dead = store.openLeasesOfDeadNodes(node.leaseLife());
        store.expire(dead, node.leaseLife());
        return dead.size();
    }

    private boolean recallFromOthers(Fund fund) {
        LeaseStore.Others others = store.flagOthers(fund, node.id());
        if (others.newlyFlagged()) {
            store.tell(RECALL_CHANNEL, fund + "\t" + node.id());
        }
        return others.any();
    }
}
