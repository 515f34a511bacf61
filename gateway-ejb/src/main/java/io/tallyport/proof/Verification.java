package io.tallyport.proof;

import io.tallyport.database.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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

    /** Whether what was found still stands on this wallet's books. */
    public boolean stillStands(Breach breach, long walletId) {
        if (breach.invariant().equals(ChainCheck.UNCHANGED)) {
            return new ChainCheck(store).wallet(walletId).isPresent();
        }
        return !store.check(breach.invariant(), Scope.FULL.of(walletId))
                .breaches()
                .isEmpty();
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
