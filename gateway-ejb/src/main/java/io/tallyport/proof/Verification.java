package io.tallyport.proof;

import io.tallyport.database.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

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

    /** Those of the wallets on whose books an invariant does not hold. */
    public Set<Long> stillBreached(Invariant invariant, Set<Long> wallets) {
        if (invariant.equals(ChainCheck.UNCHANGED)) {
            ChainCheck chains = new ChainCheck(store);
            return wallets.stream()
                    .filter(wallet -> chains.wallet(wallet).isPresent())
                    .collect(Collectors.toSet());
        }
        return wallets.isEmpty() ? Set.of() : store.breached(invariant, wallets);
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
