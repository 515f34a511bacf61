package io.tallyport.affinity;

/**
 * Rendezvous hashing: every account has a score for a key, and the lowest is first. Where an account comes or goes, only its
 * own keys move; with weights, an account gets keys in proportion to its own.
 */
public final class Ranking {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;
    private static final int SHIFT = 11;

    private Ranking() {}

    /** What an account is known by in all rankings. */
    public static long seed(long accountId) {
        return mix(accountId * GOLDEN_GAMMA);
    }

    /** Among accounts of one weight: cheap, and in the same order as {@link #score}. */
    public static long plainScore(long key, long seed) {
        return -(mix(key ^ seed) >>> SHIFT);
    }

    /** @param weight above 0 */
    public static double score(long key, long seed, int weight) {
        double uniform = ((mix(key ^ seed) >>> SHIFT) + 0.5) * UNIT;
        return -Math.log(uniform) / weight;
    }

    /** Never above {@link #score}, and close to it for the first in a ranking; takes no logarithm. */
    public static double leastScore(long key, long seed, int weight) {
        return (1 - ((mix(key ^ seed) >>> SHIFT) + 0.5) * UNIT) / weight;
    }

    /** The finalizer of SplitMix64. */
    static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
