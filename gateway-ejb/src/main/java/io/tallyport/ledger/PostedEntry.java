package io.tallyport.ledger;

import java.time.Instant;
import java.util.UUID;

/** One two-sided row of the ledger, with its transaction; {@code amount} in nano-credits. */
public record PostedEntry(
        UUID transactionId,
        String kind,
        Instant postedAt,
        int line,
        String debitClass,
        String creditClass,
        long amount) {}
