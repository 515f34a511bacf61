package io.tallyport.proof;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Computes chains again from their first entry and compares them with every checkpoint. */
final class ChainCheck {
    static final Invariant UNCHANGED = new Invariant(
            "no entry, transaction or call has changed since it was chained",
            true,
            Invariant.Severity.STOP,
            "everything",
            "");

    private static final int PAGE = 2_000;

    private final ProofStore store;
    private long checked;

    ChainCheck(ProofStore store) {
        this.store = store;
    }

    /** @param but wallets that are left out */
    Finding all(Set<Long> but) {
        long began = System.nanoTime();
        List<Breach> breaches = new ArrayList<>();
        store.chained().stream().filter(wallet -> !but.contains(wallet)).forEach(wallet -> wallet(wallet)
                .ifPresent(breaches::add));
        return new Finding(UNCHANGED, checked, breaches, (System.nanoTime() - began) / 1_000_000);
    }

    /** The first entry of a wallet that is not what it was. */
    Optional<Breach> wallet(long walletId) {
        Iterator<Checkpoint> checkpoints = checkpoints(walletId);
        Chain chain = Chain.beginning(walletId);
        Iterator<ChainLink> links = links(walletId);
        while (checkpoints.hasNext()) {
            Checkpoint checkpoint = checkpoints.next();
            while (chain.seq() < checkpoint.chain().seq() && links.hasNext()) {
                chain = chain.next(links.next());
                checked++;
                if (chain.seq() > checkpoint.chain().seq() || !checkpoint.agreesWith(chain)) {
                    return breach(
                            walletId,
                            "the entry with seq " + chain.seq()
                                    + ", its transaction or its call was changed, or an entry before it was added or removed");
                }
            }
            if (!checkpoint.equalsChain(chain)) {
                return breach(
                        walletId,
                        "the chain up to the entry with seq "
                                + checkpoint.chain().seq() + " is not what its checkpoint says");
            }
        }
        return Optional.empty();
    }

    private static Optional<Breach> breach(long walletId, String what) {
        return Optional.of(new Breach(
                UNCHANGED, walletId == 0 ? null : walletId, walletId == 0 ? what : "wallet " + walletId + ": " + what));
    }

    private Iterator<Checkpoint> checkpoints(long walletId) {
        return new Pages<>() {
            @Override
            List<Checkpoint> after(@Nullable Checkpoint last) {
                return store.checkpoints(
                        walletId, last == null ? 0 : last.chain().seq(), PAGE);
            }
        };
    }

    private Iterator<ChainLink> links(long walletId) {
        return new Pages<>() {
            @Override
            List<ChainLink> after(@Nullable ChainLink last) {
                return store.links(walletId, last == null ? 0 : last.seq(), PAGE);
            }
        };
    }

    /** Rows page by page, so that a long history needs little memory. */
    private abstract static class Pages<T> implements Iterator<T> {
        private Iterator<T> page = List.<T>of().iterator();
        private @Nullable T last;
        private boolean ended;

        abstract List<T> after(@Nullable T last);

        @Override
        public boolean hasNext() {
            if (!page.hasNext() && !ended) {
                List<T> next = after(last);
                page = next.iterator();
                ended = next.isEmpty();
            }
            return page.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new java.util.NoSuchElementException();
            }
            T row = page.next();
            last = row;
            return row;
        }
    }
}
