package io.tallyport.usage;

import java.time.Instant;

/** One usage row as it stands on the books, and when it came there; amounts in nano-credits. */
public record RecordedCall(RequestId id, UsageEvent event, Instant at) {}
