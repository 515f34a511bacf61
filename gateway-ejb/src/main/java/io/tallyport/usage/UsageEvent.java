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
     * @param session what the caller named its conversation, at most 128 characters
     * @param tag the caller's own label
     */
    public record Labels(
            String surface,
            String clientIp,
            @Nullable String session,
            @Nullable String tag) {
        private static final int MOST_CHARACTERS = 128;

        public Labels {
            session = session == null ? null : kept(session);
        }

        /**
         * Free of control characters; of a longer name its last 128 characters, since clients put what tells sessions apart
         * at the end.
         */
        private static @Nullable String kept(String name) {
            int[] printable = name.strip()
                    .codePoints()
                    .filter(c ->
                            !Character.isISOControl(c) && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE))
                    .toArray();
            int most = Math.min(printable.length, MOST_CHARACTERS);
            String last = new String(printable, printable.length - most, most);
            return last.isEmpty() ? null : last;
        }
    }

    /**
     * In microseconds from the call's arrival.
     *
     * @param firstByte to the first byte of the upstream's answer; null if none came
     * @param overhead spent in the gateway before the upstream was asked, from the request's last byte on; null if it never
     *     was
     */
    public record Timing(
            @Nullable Integer firstByte,
            int total,
            @Nullable Integer overhead) {}
}
