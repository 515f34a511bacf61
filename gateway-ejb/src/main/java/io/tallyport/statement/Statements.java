package io.tallyport.statement;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.proof.ChainedEntries;
import io.tallyport.proof.ChainedEntries.ChainedEntry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes statements, a few at a time. */
@ApplicationScoped
public class Statements {
    private static final int AT_ONCE = 8;
    private static final int PAGE = 1_000;

    @Inject
    private StatementStore store;

    @Inject
    private ChainedEntries chains;

    private final Semaphore free = new Semaphore(AT_ONCE);

    /**
     * What a statement is to cover.
     *
     * @param from at or after this, by the database's clock; null: from the first entry on
     * @param to before this; null: to the last entry there is
     * @param zone of a second column of times; null: UTC only
     * @param chained with the hashes that a reader checks it by (docs/ledger.md)
     */
    public record Range(
            long walletId,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable ZoneId zone,
            boolean chained) {}

    /** A statement whose first page is read, so that what can fail has failed before anything is sent. */
    public final class Statement {
        private final Range range;
        private final long last;
        private final long opening;
        private List<StatementLine> page;

        private Statement(Range range) {
            this.range = range;
            this.last = store.last(range.walletId());
            this.opening = range.from() == null ? 0 : store.opening(range.walletId(), last, range.from());
            this.page = page(0);
        }

        /**
         * Writes all of it; to be called once.
         *
         * @return the closing balance in nano-credits
         * @throws java.io.UncheckedIOException if its reader is gone
         */
        public long write(Appendable out) {
            free.acquireUninterruptibly();
            try {
                StatementCsv csv = new StatementCsv(out, range.zone(), range.chained());
                csv.open(range.from(), opening);
                while (!page.isEmpty()) {
                    writePage(csv);
                    page = page(page.getLast().seq());
                }
                return csv.close(range.to());
            } finally {
                free.release();
            }
        }

        private void writePage(StatementCsv csv) {
            if (!range.chained()) {
                page.forEach(csv::entry);
                return;
            }
            Map<Long, ChainedEntry> chain =
                    chains
                            .between(
                                    range.walletId(),
                                    page.getFirst().seq(),
                                    page.getLast().seq())
                            .stream()
                            .collect(Collectors.toMap(ChainedEntry::seq, Function.identity()));
            page.forEach(line -> csv.entry(line, Objects.requireNonNull(chain.get(line.seq()))));
        }

        private List<StatementLine> page(long after) {
            return store.page(range.walletId(), after, last, range.from(), range.to(), PAGE);
        }
    }

    /** @throws GatewayException 503 if too many are being written */
    public Statement begin(Range range) {
        if (!free.tryAcquire()) {
            throw new GatewayException(ErrorCode.OVERLOADED, "Other statements are being written; try again shortly.")
                    .retryAfter("5");
        }
        try {
            return new Statement(range);
        } finally {
            free.release();
        }
    }
}
