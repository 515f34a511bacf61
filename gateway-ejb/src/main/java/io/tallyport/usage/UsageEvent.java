package io.tallyport.usage;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the books about one call; no text of it.
 *
 * @param status the HTTP status the upstream answered with, 0 if it never did
 * @param policy how the answer to a caller that had gone was ended; null: the caller stayed
 * @param tried what was tried before the attempt that all else is of, in order; empty for nearly all calls
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
        Timing timing,
        Placement placement,
        List<TriedAttempt> tried) {

    public UsageEvent {
        tried = List.copyOf(tried);
    }

    /** What the call cost us with all that was tried for it, in nano. */
    public long costNano() {
        return tried.stream().mapToLong(TriedAttempt::costNano).reduce(charge.costNano(), Math::addExact);
    }

    /** What the call left us, in nano; below 0: it cost more than it brought. */
    public long marginNano() {
        return Math.subtractExact(charge.debitNano(), costNano());
    }

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

    /**
     * Why the call went to its account.
     *
     * @param prefix keyed hash of what many conversations share; 0: none
     * @param conversation keyed hash of that and the first turn, or of the conversation's name; 0: none
     * @param poolSize accounts that could have been asked; 0: not known
     */
    public record Placement(long prefix, long conversation, Placed placed, int poolSize) {
        /** Of a call about which nothing of the kind is known. */
        public static final Placement NONE = new Placement(0, 0, Placed.ONLY, 0);

        public Placement {
            if (poolSize < 0 || poolSize > Short.MAX_VALUE) {
                throw new IllegalArgumentException("a pool of " + poolSize + " accounts");
            }
        }
    }

    /** How its account was chosen. */
    public enum Placed {
        /** The first of its prefix's ranking. */
        HOME,
        /** One of the several accounts that its prefix has. */
        SET,
        /** Another one, since that could not be asked. */
        MOVED,
        /** By load alone. */
        SPREAD,
        /** By the organisation, the key or the caller. */
        FIXED,
        /** Where a file, batch or state that it names is. */
        PINNED,
        /** There was no other. */
        ONLY
    }

    /**
     * One that failed, or lost a race, before the one whose answer counted.
     *
     * @param n from 1 on
     * @param status the HTTP status it was answered with; 0: it was not
     * @param reason short code, such as {@code rate_limited}
     * @param costNano what it cost us
     * @param firstByteMicros to its answer's first byte, from its own begin; null if none came
     * @param totalMicros from its own begin to its end
     */
    public record TriedAttempt(
            int n,
            long upstreamAccountId,
            int status,
            String reason,
            long costNano,
            @Nullable Integer firstByteMicros,
            int totalMicros) {}
}
