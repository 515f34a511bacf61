package io.tallyport.credit;

import io.tallyport.database.TimeOrderedId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The durable side of credit leases; each method is one short transaction. Lock order: wallet, then lease. */
@Stateless
public class Leases {

    @Inject
    private LeaseStore store;

    @Inject
    private NodeIdentity node;

    /**
     * @param granted nano-credits added to the lease, 0 if the wallet could not give even the smallest need
     * @param available what the wallet had free
     */
    public record Draw(UUID leaseId, long granted, long available) {}

    public Draw draw(long walletId, WalletCredit.Need need) {
        LeaseStore.Grant grant = store.lend(walletId, need.smallest(), need.exact(), need.target());
        if (grant.granted() == 0) {
            return new Draw(new UUID(0, 0), 0, grant.available());
        }
        if (need.lease() != null && store.enlarge(need.lease().id, grant.granted(), node.epoch())) {
            return new Draw(need.lease().id, grant.granted(), grant.available());
        }
        UUID id = TimeOrderedId.next();
        store.open(id, walletId, node.id(), node.epoch(), grant.granted());
        return new Draw(id, grant.granted(), grant.available());
    }

    /** Gives what a lease has not consumed back to its wallet; does nothing if it was expired meanwhile. */
    public void giveBack(Lease lease) {
        store.lockWallets(List.of(lease.walletId));
        store.close(lease.id, "RETURNED").ifPresent(rest -> store.takeBack(lease.walletId, rest));
    }

    /** Begins a new life of this node: leases of its earlier lives have no holder any more. */
    public long beginEpoch() {
        long epoch = store.nextEpoch(node.id());
        expire(store.openLeasesOfEarlierEpochs(node.id(), epoch));
        return epoch;
    }

    /** @return the leases that live on; any other of this node's was expired meanwhile */
    public Set<UUID> renew() {
        return Set.copyOf(store.renew(node.id(), node.epoch()));
    }

    /** Expires the leases of nodes that have not renewed them for their life and 25 seconds more. */
    public int reap() {
        List<LeaseStore.OpenLease> dead = store.openLeasesOfDeadNodes();
        expire(dead);
        return dead.size();
    }

    private void expire(List<LeaseStore.OpenLease> dead) {
        store.lockWallets(
                dead.stream().map(LeaseStore.OpenLease::walletId).distinct().toList());
        for (LeaseStore.OpenLease lease : dead) {
            store.close(lease.id(), "EXPIRED").ifPresent(rest -> store.takeBack(lease.walletId(), rest));
        }
    }
}
