package io.tallyport.proof;

import io.tallyport.database.Session;
import io.tallyport.proof.Invariant.Severity;
import io.tallyport.proof.Part.Ids;
import io.tallyport.proof.Part.Span;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks the books over a session, part by part. Outside a transaction each part is looked at as it stands then: one snapshot
 * for all of them would keep every version of every wallet and lease that changes meanwhile, and slow the gateway down more
 * and more.
 *
 * <p>What the running gateway, {@code ./tallyport verify} and the tests call alike.
 */
public final class Verification {
    private static final Logger LOG = System.getLogger(Verification.class.getName());
    private static final int WALLETS_AT_ONCE = 10;
    private static final int ROWS_AT_ONCE = 5_000;
    private static final int TAIL_SAMPLE = 100;

    /** A call has its id when it begins, and is on the books when it ends. */
    private static final Duration LONGEST_CALL = Duration.ofHours(1);

    private final ProofStore store;
    private final Set<Long> stopped;
    private final int walletsAtOnce;
    private final int rowsAtOnce;

    /** Tells every breach it finds. */
    public Verification(Session session) {
        this(session, Set.of());
    }

    /** @param stopped wallets whose breaches that stop a wallet are not told again */
    public Verification(Session session, Set<Long> stopped) {
        this(session, stopped, WALLETS_AT_ONCE, ROWS_AT_ONCE);
    }

    /** @param walletsAtOnce and {@code rowsAtOnce}: how much is looked at in one statement */
    Verification(Session session, Set<Long> stopped, int walletsAtOnce, int rowsAtOnce) {
        this.store = new ProofStore(session);
        this.stopped = stopped;
        this.walletsAtOnce = walletsAtOnce;
        this.rowsAtOnce = rowsAtOnce;
    }

    /** Every invariant over everything, and every chain from its first entry. */
    public void full(Consumer<Finding> each) {
        Invariants.ALL.forEach(invariant -> each.accept(check(invariant, true)));
        each.accept(new ChainCheck(store).all(stopped));
    }

    /** What has come since the last checkpoints. */
    public void tail(Consumer<Finding> each) {
        Invariants.ALL.stream()
                .filter(invariant -> !invariant.fullOnly())
                .forEach(invariant -> each.accept(check(invariant, false)));
    }

    /** The database's. */
    public OffsetDateTime now() {
        return store.now();
    }

    /**
     * Chains entries. The session must be able to write.
     *
     * @param settled those that came before; longer ago than any transaction that posts may take
     */
    public void seal(OffsetDateTime settled) {
        new ChainSeal(store, settled).all();
    }

    Finding check(Invariant invariant, boolean full) {
        Tally tally = new Tally(invariant);
        switch (invariant.over()) {
            // the sums at a checkpoint are proved with its chain
            case "wallets" -> wallets().forEach(group -> tally.look(new Part.Wallets(group, true)));
            case "entries" -> wallets().forEach(group -> lookAtEntries(tally, group, full));
            case "everything" -> tally.look(new Part.Everything());
            default -> lookAtIds(tally, invariant.over(), full);
        }
        return tally.finding();
    }

    /** In groups that are looked at together. */
    private List<List<Long>> wallets() {
        List<Long> all = store.wallets();
        List<List<Long>> groups = new ArrayList<>();
        for (int from = 0; from < all.size(); from += walletsAtOnce) {
            groups.add(all.subList(from, Math.min(all.size(), from + walletsAtOnce)));
        }
        return groups;
    }

    private void lookAtEntries(Tally tally, List<Long> wallets, boolean full) {
        List<Span> spans = store.starts(wallets, !full);
        while (!spans.isEmpty()) {
            spans = store.next(spans, rowsAtOnce / spans.size());
            tally.look(new Part.Entries(spans));
            spans = spans.stream().filter(span -> span.upTo() != Span.END).toList();
        }
    }

    private void lookAtIds(Tally tally, String tableAndColumn, boolean full) {
        Optional<UUID> next = Optional.of(full ? Ids.FIRST : store.firstNewId(LONGEST_CALL));
        while (next.isPresent()) {
            UUID after = next.get();
            next = store.idAfter(tableAndColumn, after, rowsAtOnce);
            tally.look(new Ids(after, next.orElse(Ids.LAST), full ? 1 : TAIL_SAMPLE));
        }
    }

    /** What one invariant says of all parts. */
    private final class Tally {
        private final Invariant invariant;
        private final long began = System.nanoTime();
        private final List<Breach> breaches = new ArrayList<>();
        private long checked;

        Tally(Invariant invariant) {
            this.invariant = invariant;
        }

        void look(Part part) {
            Finding finding = store.check(invariant, part);
            checked += finding.checked();
            List<Breach> found = finding.breaches();
            breaches.addAll(invariant.severity() == Severity.STOP ? seenTwice(part, found) : found);
        }

        /** A wallet is stopped for nothing that a later look does not see, with the sums from its first entry on. */
        private List<Breach> seenTwice(Part part, List<Breach> found) {
            List<Breach> news = found.stream()
                    .filter(breach -> !isStopped(breach.walletId()))
                    .toList();
            if (news.isEmpty()) {
                return news;
            }
            Set<@Nullable Long> still = new HashSet<>();
            try {
                List<Long> wallets = news.stream()
                        .flatMap(breach -> Stream.ofNullable(breach.walletId()))
                        .toList();
                Part again = part instanceof Part.Wallets ? new Part.Wallets(wallets, false) : part;
                store.check(invariant, again).breaches().forEach(breach -> still.add(breach.walletId()));
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "A breach could not be looked at again and is taken for true", e);
                return news;
            }
            news.stream()
                    .filter(breach -> !still.contains(breach.walletId()))
                    .forEach(breach -> LOG.log(Level.INFO, "A false alarm: {0}", breach));
            return news.stream()
                    .filter(breach -> still.contains(breach.walletId()))
                    .toList();
        }

        private boolean isStopped(@Nullable Long wallet) {
            return wallet != null && stopped.contains(wallet);
        }

        Finding finding() {
            return new Finding(invariant, checked, breaches, (System.nanoTime() - began) / 1_000_000);
        }
    }
}
