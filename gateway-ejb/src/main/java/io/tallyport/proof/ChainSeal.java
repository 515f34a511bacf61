package io.tallyport.proof;

import java.io.ByteArrayOutputStream;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries chains on over the entries that have come since, with a checkpoint every few hundred of them and one at the end.
 * Done twice at once it does no harm.
 */
final class ChainSeal {
    private static final int ENTRIES_PER_CHECKPOINT = 256;

    private final ProofStore store;
    private final OffsetDateTime settled;

    /** @param settled before which an entry must have come: none that comes later may have a lower seq */
    ChainSeal(ProofStore store, OffsetDateTime settled) {
        this.store = store;
        this.settled = settled;
    }

    void all() {
        store.unsealed().forEach(this::wallet);
    }

    void wallet(long walletId) {
        @Nullable
        Chain chain = store.lastCheckpoint(walletId, Long.MAX_VALUE)
                .map(Checkpoint::chain)
                .orElse(Chain.beginning(walletId));
        while (chain != null) {
            chain = step(chain);
        }
    }

    /** @return the chain with one checkpoint more; null: there is nothing left to add */
    private @Nullable Chain step(Chain from) {
        List<ChainLink> links = store.links(from.walletId(), from.seq(), ENTRIES_PER_CHECKPOINT).stream()
                .takeWhile(link -> link.at() != null && link.at().isBefore(settled))
                .toList();
        if (links.isEmpty()) {
            return null;
        }
        Chain chain = from;
        ByteArrayOutputStream marks = new ByteArrayOutputStream();
        for (ChainLink link : links) {
            chain = chain.next(link);
            marks.writeBytes(Checkpoint.mark(chain));
        }
        store.write(new Checkpoint(chain, marks.toByteArray()));
        return links.size() < ENTRIES_PER_CHECKPOINT ? null : chain;
    }
}
