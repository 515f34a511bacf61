package io.tallyport.usage;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the books about one call; no text of it.
 *
 * @param status the HTTP status the upstream answered with, 0 if it never did
 * @param policy how the answer to a caller that had gone was ended; null: the caller stayed
 */
public record UsageEvent(
        UUID requestId,
        long walletId,
        String keyId,
        String modelId,
        long upstreamAccountId,
        TokenCounts tokens,
        Terms terms,
        Charge charge,
        Outcome outcome,
        boolean estimated,
        boolean stream,
        int status,
        @Nullable String policy,
        Labels labels,
        Timing timing) {

    /**
     * What was agreed when the call was authorised; amounts in nano-credits.
     *
     * @param tier name of the tier or contract
     * @param windowSpendNano rolling 30-day spend that chose it
     * @param holdNano the most that the call could cost
     */
    public record Terms(Factors factors, String tier, long windowSpendNano, long holdNano) {}

    /**
     * What customers sort their calls by.
     *
     * @param surface the wire format the caller spoke
     * @param session what the caller named its conversation
     * @param tag the caller's own label
     */
    public record Labels(
            String surface,
            String clientIp,
            @Nullable String session,
            @Nullable String tag) {}

    /**
     * In microseconds from the call's arrival.
     *
     * @param firstByte to the first byte of the upstream's answer; null if none came
     * @param overhead spent in the gateway before the upstream was asked; null if it never was
     */
    public record Timing(
            @Nullable Integer firstByte,
            int total,
            @Nullable Integer overhead) {}
}
