package io.tallyport.usage;

import java.time.Instant;

/**
 * One usage row as it stands on the books, and when it came there; amounts in nano-credits.
 *
 * @param reversed whether its debit was taken back, since its caller had been told of failure
 */
public record RecordedCall(RequestId id, UsageEvent event, Instant at, boolean reversed) {}
