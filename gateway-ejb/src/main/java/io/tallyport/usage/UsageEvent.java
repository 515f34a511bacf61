package io.tallyport.usage;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the books about one call; no text of it.
 *
 * @param status the HTTP status the upstream answered with, 0 if it never did
 * @param firstByteMicros from the call's arrival to the first byte of the upstream's answer; null if none came
 */
public record UsageEvent(
        UUID requestId,
        long walletId,
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
        int totalMicros) {}
