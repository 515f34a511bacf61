package io.tallyport.statement;

import io.tallyport.ledger.Credits;
import io.tallyport.proof.ChainedEntries.ChainedEntry;
import io.tallyport.usage.RequestId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** A statement's rows: an opening one, one per entry, a closing one. docs/usage-api.md describes the columns. */
final class StatementCsv {
    private static final int PPM_DIGITS = 6;

    private final Csv csv;
    private final @Nullable ZoneId zone;
    private final boolean chained;
    private long balance;

    StatementCsv(Appendable out, @Nullable ZoneId zone, boolean chained) {
        this.csv = new Csv(out);
        this.zone = zone;
        this.chained = chained;
    }

    /** @param nano balance before the first entry, nano-credits */
    void open(@Nullable Instant from, long nano) {
        csv.text("type").text("time_utc");
        if (zone != null) {
            csv.text("time_local");
        }
        for (String column : new String[] {
            "tx",
            "line",
            "posting",
            "from_account",
            "to_account",
            "lot",
            "request",
            "key",
            "model",
            "tag",
            "list_credits",
            "base_factor",
            "tier",
            "tier_factor",
            "batch_factor",
            "reason",
            "out_credits",
            "in_credits",
            "balance_credits"
        }) {
            csv.text(column);
        }
        if (chained) {
            csv.text("chain_link").text("chain_hash");
        }
        csv.end();
        balance = nano;
        edge("opening", from);
    }

    void entry(StatementLine entry) {
        figures(entry);
        csv.end();
    }

    void entry(StatementLine entry, ChainedEntry chain) {
        figures(entry);
        csv.text(chain.link()).text(chain.hash()).end();
    }

    private void figures(StatementLine entry) {
        balance = Math.addExact(balance, entry.change());
        csv.text("entry");
        time(entry.at());
        csv.text(entry.transactionId().toString())
                .figure(Integer.toString(entry.line()))
                .text(entry.kind())
                .text(entry.debitClass())
                .text(entry.creditClass())
                .figure(entry.lotId() == null ? null : entry.lotId().toString());
        call(entry);
        csv.text(entry.reason())
                .figure(entry.change() < 0 ? Credits.decimal(Math.negateExact(entry.change())) : null)
                .figure(entry.change() > 0 ? Credits.decimal(entry.change()) : null)
                .figure(Credits.decimal(balance));
    }

    /** @return the balance after the last entry, nano-credits */
    long close(@Nullable Instant to) {
        edge("closing", to);
        return balance;
    }

    /** Of a call that several lots paid for, the list price stands on the first line only: a column can be added up. */
    private void call(StatementLine entry) {
        StatementLine.@Nullable Call call = entry.call();
        if (call == null) {
            empty(9);
            return;
        }
        csv.text(new RequestId(call.requestId()).toString())
                .text(call.keyId())
                .text(call.model())
                .text(call.tag())
                .figure(entry.line() == 1 && !entry.kind().equals("P9") ? Credits.decimal(call.listNano()) : null)
                .figure(factor(call.basePpm()))
                .text(call.tier())
                .figure(factor(call.tierPpm()))
                .figure(factor(call.batchPpm()));
    }

    private void edge(String type, @Nullable Instant moment) {
        csv.text(type);
        time(moment);
        empty(18);
        csv.figure(Credits.decimal(balance));
        if (chained) {
            empty(2);
        }
        csv.end();
    }

    private void time(@Nullable Instant moment) {
        csv.text(moment == null ? null : DateTimeFormatter.ISO_INSTANT.format(moment));
        if (zone != null) {
            csv.text(moment == null ? null : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.atZone(zone)));
        }
    }

    private void empty(int columns) {
        for (int i = 0; i < columns; i++) {
            csv.text(null);
        }
    }

    private static String factor(int ppm) {
        return BigDecimal.valueOf(ppm, PPM_DIGITS).stripTrailingZeros().toPlainString();
    }
}
