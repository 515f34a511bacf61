package io.tallyport.proof;

import java.util.Arrays;

/**
 * A chain as it stood, with a short mark of each of the last entries, so that the one that was changed can be named.
 *
 * @param marks the first bytes of their sealed hashes, in their order; not to be changed
 */
record Checkpoint(Chain chain, byte[] marks) {
    static final int MARK_BYTES = 4;

    static byte[] mark(Chain chain) {
        return Arrays.copyOf(chain.sealed(), MARK_BYTES);
    }

    /** How many entries came before those it marks. */
    long entriesBefore() {
        return chain.entries() - marks.length / MARK_BYTES;
    }

    /** Whether this entry of its chain, if it marks it, is what it was. */
    boolean agreesWith(Chain at) {
        long index = at.entries() - 1 - entriesBefore();
        if (index < 0 || at.entries() > chain.entries()) {
            return true;
        }
        int from = Math.toIntExact(index) * MARK_BYTES;
        return Arrays.equals(marks, from, from + MARK_BYTES, at.sealed(), 0, MARK_BYTES);
    }

    /** Whether the chain, computed again up to here, is what it was. */
    boolean equalsChain(Chain again) {
        return chain.seq() == again.seq()
                && chain.entries() == again.entries()
                && Arrays.equals(chain.hash(), again.hash())
                && Arrays.equals(chain.sealed(), again.sealed())
                && chain.paid() == again.paid()
                && chain.bonus() == again.bonus()
                && chain.debt() == again.debt()
                && chain.spent() == again.spent();
    }
}
