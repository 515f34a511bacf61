package io.tallyport.statement;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One ledger entry as its customer reads it; amounts in nano-credits.
 *
 * @param seq its place among the wallet's entries
 * @param kind P1 to P18
 * @param change what it does to the balance: paid and bonus credits less debt
 * @param call what it was paid for; null: no call
 */
record StatementLine(
        long seq,
        Instant at,
        UUID transactionId,
        int line,
        String kind,
        String debitClass,
        String creditClass,
        @Nullable Long lotId,
        long change,
        @Nullable String reason,
        @Nullable Call call) {

    /** A call's facts that its price comes from. */
    record Call(
            UUID requestId,
            String keyId,
            String model,
            @Nullable String tag,
            long listNano,
            int basePpm,
            String tier,
            int tierPpm,
            int batchPpm) {}
}
