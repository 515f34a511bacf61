package io.tallyport.accounting;

import java.time.Instant;
import java.util.UUID;

/** One side of a ledger row: {@code amount} debit +, credit −; nano-credits, or minor units of a currency. */
public record AccountEntry(long seq, UUID transactionId, String kind, Instant postedAt, String unit, long amount) {}
