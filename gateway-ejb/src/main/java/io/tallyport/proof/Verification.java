package io.tallyport.proof;

import io.tallyport.database.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks the books over a session, which should see one snapshot.
 *
 * <p>What the running gateway, {@code ./tallyport verify} and the tests call alike.
 */
public final class Verification {
    private final ProofStore store;

    public Verification(Session session) {
        this.store = new ProofStore(session);
    }

    /** Every invariant over everything, and every chain from its first entry. */
    public List<Finding> full() {
        List<Finding> findings = new ArrayList<>();
        full(findings::add);
        return findings;
    }

    /** As {@link #full()}, one by one as they are found. */
    public void full(Consumer<Finding> each) {
        Invariants.ALL.forEach(invariant -> each.accept(store.check(invariant, Scope.FULL)));
        each.accept(new ChainCheck(store).all());
    }

    /** What has come since the last checkpoints. */
    public List<Finding> tail() {
        return Invariants.ALL.stream()
                .filter(invariant -> !invariant.fullOnly())
                .map(invariant -> store.check(invariant, Scope.TAIL))
                .toList();
    }

    /** The wallets on whose books what was found still stands. */
    public Set<Long> stillBreached(Finding finding) {
        Set<Long> wallets = wallets(finding);
        if (finding.invariant().equals(ChainCheck.UNCHANGED)) {
            ChainCheck chains = new ChainCheck(store);
            wallets.removeIf(wallet -> chains.wallet(wallet).isEmpty());
            return wallets;
        }
        Scope scope = wallets.size() == 1 ? Scope.FULL.of(wallets.iterator().next()) : Scope.FULL;
        wallets.retainAll(wallets(store.check(finding.invariant(), scope)));
        return wallets;
    }

    private static Set<Long> wallets(Finding finding) {
        return finding.breaches().stream()
                .flatMap(breach -> Stream.ofNullable(breach.walletId()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * Chains the entries that are at least this old. The session must be able to write.
     *
     * @param settled longer than any transaction that posts may take
     */
    public void seal(Duration settled) {
        new ChainSeal(store, settled).all();
    }
}
