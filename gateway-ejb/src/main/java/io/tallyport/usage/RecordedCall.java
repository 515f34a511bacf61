package io.tallyport.usage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One usage row as the console shows it; amounts in nano-credits. */
public record RecordedCall(
        RequestId id,
        long organisationId,
        String keyId,
        String modelId,
        long upstreamAccountId,
        TokenCounts tokens,
        Factors factors,
        Charge charge,
        Outcome outcome,
        boolean estimated,
        boolean stream,
        int status,
        String clientIp,
        @Nullable Integer firstByteMicros,
        int totalMicros,
        Instant at) {}
