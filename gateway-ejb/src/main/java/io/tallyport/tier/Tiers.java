package io.tallyport.tier;

import io.tallyport.database.DatabaseClock;
import io.tallyport.database.DatabaseException;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.tier.Announcements.Announcement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The terms of every active wallet, in this node's memory. */
@ApplicationScoped
public class Tiers {
    /** Where commits can land: the running hour, and the one before it when the hour is young. */
    private static final int LATEST_HOURS = 1;

    @Inject
    private TierStore store;

    @Inject
    private ContractStore contracts;

    @Inject
    private DatabaseClock clock;

    @Inject
    private Announcements announcements;

    private final Map<Long, WalletTerms> wallets = new ConcurrentHashMap<>();
    private final Set<Long> outdated = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Ladder ladder;

    /**
     * What applies to a call that is authorised now. Takes well under a microsecond, except for a wallet that is not
     * loaded: that takes a round trip, which whoever is on an I/O thread avoids by {@link #isLoaded}.
     *
     * @throws GatewayException 503 if the terms are not in memory and cannot be read
     */
    public Standing standing(long walletId) {
        WalletTerms known = wallets.get(walletId);
        Ladder tiers = ladder;
        if (known == null || tiers == null || !known.isLoaded()) {
            return load(walletId);
        }
        return known.at(clock.nowMicros(), tiers);
    }

    /** Whether a call that came just now finds its wallet's terms in memory. */
    public boolean isLoaded(long walletId) {
        WalletTerms known = wallets.get(walletId);
        return known != null && known.isLoaded() && known.use() && ladder != null;
    }

    /** As {@link #standing}, waiting for the database where that must be. */
    public Standing load(long walletId) {
        // there before it is read, so that no commit falls between
        WalletTerms terms = Objects.requireNonNull(
                wallets.compute(walletId, (id, known) -> known != null && known.use() ? known : new WalletTerms(id)));
        try {
            terms.loadOnce(() -> {
                read(List.of(walletId), SpendWindow.FULL_HOURS);
                readContracts(List.of(walletId));
            });
            return terms.at(clock.nowMicros(), ladder());
        } catch (DatabaseException e) {
            throw new GatewayException(ErrorCode.OVERLOADED, "Your terms cannot be read right now; try again.")
                    .retryAfter("1");
        }
    }

    /** All tiers by rising threshold. */
    public List<Tier> all() {
        return ladder().tiers();
    }

    /** To be told what each commit of this node left behind, right after it. */
    public void committed(List<SpendChange> changes) {
        for (SpendChange change : changes) {
            ifLoaded(change.walletId(), wallet -> wallet.committed(change));
            announcements.addCommitted(change.walletId());
        }
    }

    /** To be told of whatever else changed a wallet's spend, such as a reversal, right after its commit. */
    public void changed(long walletId) {
        announcements.addChanged(walletId);
    }

    /** Takes up what a node, this one included, or the database announced. */
    void heard(Announcement news) {
        switch (news.kind()) {
            case HOUR -> read(active(news.walletIds()), LATEST_HOURS);
            case ALL -> {
                List<Long> ids = active(news.walletIds());
                read(ids, SpendWindow.FULL_HOURS);
                readContracts(ids);
            }
            case TIERS -> ladder = store.ladder();
        }
    }

    /** Takes up whatever changed, without being told what. */
    void readChanged() {
        ladder = store.ladder();
        List<Long> ids = List.copyOf(wallets.keySet());
        Map<Long, Long> versions = store.versions(ids);
        read(ids.stream().filter(id -> isOlder(id, versions)).toList(), SpendWindow.FULL_HOURS);
        readContracts(ids);
    }

    /** Reads again what was committed to while it was read. */
    void readOutdated() {
        List<Long> ids = List.copyOf(outdated);
        ids.forEach(outdated::remove);
        read(active(ids), SpendWindow.FULL_HOURS);
    }

    void forgetIdle() {
        wallets.values().removeIf(WalletTerms::isIdle);
    }

    private Ladder ladder() {
        Ladder known = ladder;
        if (known == null) {
            known = store.ladder();
            ladder = known;
        }
        return known;
    }

    private void read(Collection<Long> walletIds, int fullHours) {
        if (walletIds.isEmpty()) {
            return;
        }
        for (WalletTerms.Reading reading : store.spend(walletIds, fullHours)) {
            ifLoaded(reading.walletId(), wallet -> {
                if (!wallet.read(reading)) {
                    outdated.add(reading.walletId());
                }
            });
        }
    }

    private void readContracts(Collection<Long> walletIds) {
        if (walletIds.isEmpty()) {
            return;
        }
        long askedNanos = System.nanoTime();
        Map<Long, List<Contract>> current =
                contracts.current(walletIds).stream().collect(Collectors.groupingBy(Contract::organisationId));
        walletIds.forEach(id -> ifLoaded(id, wallet -> wallet.agreed(current.getOrDefault(id, List.of()), askedNanos)));
    }

    private List<Long> active(Collection<Long> walletIds) {
        return walletIds.stream().filter(wallets::containsKey).toList();
    }

    private boolean isOlder(long walletId, Map<Long, Long> versions) {
        WalletTerms known = wallets.get(walletId);
        return known != null && known.completeTo() < versions.getOrDefault(walletId, 0L);
    }

    private void ifLoaded(long walletId, Consumer<WalletTerms> action) {
        WalletTerms known = wallets.get(walletId);
        if (known != null) {
            action.accept(known);
        }
    }
}
