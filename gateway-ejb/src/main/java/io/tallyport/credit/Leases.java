package io.tallyport.credit;

import io.tallyport.database.TimeOrderedId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
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

    @Inject
    private LeaseStore store;

    @Inject
    private NodeIdentity node;

    /**
     * @param granted nano-credits added to the lease, 0 if not even the smallest need could be met
     * @param available what the fund had free
     * @param recalled whether other nodes hold some of it, and were asked to give back what they have free
     */
    public record Draw(UUID leaseId, long granted, long available, boolean recalled) {}

    /**
     * @param alive the leases that live on; any other of this node's was expired meanwhile
     * @param recalled those that another node waits for
     */
    public record Renewal(Set<UUID> alive, Set<Fund> recalled) {}

    public Draw draw(Fund fund, Need need) {
        LeaseStore.Standing standing = store.lock(fund, node.id());
        long grant = need.grant(standing.available(), standing.shared());
        if (grant == 0) {
            boolean recalled = need.isUrgent() && recallFromOthers(fund);
            return new Draw(new UUID(0, 0), 0, standing.available(), recalled);
        }
        if (need.lease() != null && store.enlarge(need.lease().id, node.epoch(), fund, grant)) {
            return new Draw(need.lease().id, grant, standing.available(), false);
        }
        UUID id = TimeOrderedId.next();
        store.open(id, fund, node, grant);
        return new Draw(id, grant, standing.available(), false);
    }

    /** Does nothing if the lease was expired meanwhile. */
    public void giveBack(NodeCredit.Return part) {
        Lease lease = part.lease();
        store.lockWallets(List.of(lease.fund.walletId()));
        if (part.whole()) {
            store.close(lease.id, "RETURNED").ifPresent(rest -> store.addLeased(lease.fund, -rest));
            return;
        }
        if (store.shrink(lease.id, part.amount())) {
            store.addLeased(lease.fund, -part.amount());
        }
    }

    /** Begins a new life of this node: leases of its earlier lives have no holder any more. */
    public long beginEpoch() {
        long epoch = store.nextEpoch(node.id());
        expire(store.openLeasesOfEarlierEpochs(node.id(), epoch));
        return epoch;
    }

    public Renewal renew() {
        List<LeaseStore.Renewed> renewed = store.renew(node);
        return new Renewal(
                renewed.stream().map(LeaseStore.Renewed::id).collect(Collectors.toSet()),
                renewed.stream()
                        .filter(LeaseStore.Renewed::recalled)
                        .map(LeaseStore.Renewed::fund)
                        .collect(Collectors.toSet()));
    }

    /** Expires the leases of nodes that have not renewed them for twice their life. */
    public int reap() {
        List<LeaseStore.OpenLease> dead = store.openLeasesOfDeadNodes(node.leaseLife());
        expire(dead);
        return dead.size();
    }

    private boolean recallFromOthers(Fund fund) {
        LeaseStore.Others others = store.flagOthers(fund, node.id());
        if (others.newlyFlagged()) {
            store.tell(RECALL_CHANNEL, fund + "\t" + node.id());
        }
        return others.any();
    }

    private void expire(List<LeaseStore.OpenLease> dead) {
        store.lockWallets(
                dead.stream().map(lease -> lease.fund().walletId()).distinct().toList());
        for (LeaseStore.OpenLease lease : dead) {
            store.close(lease.id(), "EXPIRED").ifPresent(rest -> store.addLeased(lease.fund(), -rest));
        }
    }
}
