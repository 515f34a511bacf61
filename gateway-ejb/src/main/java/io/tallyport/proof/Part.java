package io.tallyport.proof;

import java.util.List;
import java.util.UUID;

/** What one statement looks at: little enough that its snapshot is of no age. Scope.sql has a form for each. */
sealed interface Part {

    /**
     * Wallets as they stand.
     *
     * @param fromCheckpoint the sums are gone on with from their last checkpoints, else from their first entries
     */
    record Wallets(List<Long> ids, boolean fromCheckpoint) implements Part {}

    record Entries(List<Span> spans) implements Part {}

    /**
     * Entries of a wallet, by their seq.
     *
     * @param after excluded
     * @param upTo included
     */
    record Span(long walletId, long after, long upTo) {
        static final long END = Long.MAX_VALUE;
    }

    /**
     * Rows by an id.
     *
     * @param after excluded
     * @param upTo included
     * @param oneOf how many there are for each that is looked at, where an invariant looks at samples
     */
    record Ids(UUID after, UUID upTo, int oneOf) implements Part {
        static final UUID FIRST = new UUID(0, 0);
        static final UUID LAST = new UUID(-1, -1);
    }

    record Everything() implements Part {}
}
