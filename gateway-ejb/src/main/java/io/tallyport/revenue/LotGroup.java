package io.tallyport.revenue;

import java.math.BigInteger;

/**
 * The lots of one sale, and what has become of its net price in minor units.
 *
 * <p>What is earned grows with use from a base: {@code baseEarned + floor(base × (baseNano − remaining) ÷ baseNano)}. When
 * credits leave unused, what is neither earned nor given back is spread over those that remain: a new base.
 *
 * @param recognised posted as revenue so far; the roll-ups bring it to {@link #earned}
 * @param remainingNano of both lots
 * @param usedNano credits used so far
 */
public record LotGroup(
        long id,
        long walletId,
        String currency,
        long net,
        long refunded,
        long breakage,
        long recognised,
        long base,
        long baseNano,
        long baseEarned,
        long remainingNano,
        long usedNano) {

    /** Revenue due by now. A group without credits left has earned all that was not given back. */
    public long earned() {
        return baseNano == 0 ? baseEarned + base : baseEarned + part(base, baseNano - remainingNano, baseNano);
    }

    /** What may still be earned or given back. */
    public long unearned() {
        return net - refunded - breakage - earned();
    }

    /** The share of {@code nano} of the credits that remain in what is unearned, rounded down. */
    public long shareOf(long nano) {
        return remainingNano == 0 ? 0 : part(unearned(), nano, remainingNano);
    }

    /** After credits have left unused: what is unearned is spread over the rest. */
    public LotGroup withdraw(long nano) {
        return rebased(net, refunded, breakage, earned(), remainingNano - nano, usedNano);
    }

    /** After credits have come back that had left unused. */
    public LotGroup restore(long nano) {
        return withdraw(-nano);
    }

    /**
     * After used credits have come back. Within the base that is use undone; what was used before it was earned at other
     * rates, so that their average is given up.
     */
    public LotGroup unuse(long nano) {
        long remaining = remainingNano + nano;
        if (remaining <= baseNano) {
            return new LotGroup(
                    id,
                    walletId,
                    currency,
                    net,
                    refunded,
                    breakage,
                    recognised,
                    base,
                    baseNano,
                    baseEarned,
                    remaining,
                    usedNano - nano);
        }
        return rebased(net, refunded, breakage, earned() - part(earned(), nano, usedNano), remaining, usedNano - nano);
    }

    /** The same credits for a changed price; each may be below 0 to take back what was given. */
    public LotGroup giveBack(long refund, long expired, long movedAway) {
        return rebased(net - movedAway, refunded + refund, breakage + expired, earned(), remainingNano, usedNano);
    }

    private LotGroup rebased(long newNet, long newRefunded, long newBreakage, long earned, long remaining, long used) {
        return new LotGroup(
                id,
                walletId,
                currency,
                newNet,
                newRefunded,
                newBreakage,
                recognised,
                newNet - newRefunded - newBreakage - earned,
                remaining,
                earned,
                remaining,
                used);
    }

    /** {@code floor(amount × part ÷ whole)}, exactly. */
    public static long part(long amount, long part, long whole) {
        return BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(part))
                .divide(BigInteger.valueOf(whole))
                .longValueExact();
    }
}
