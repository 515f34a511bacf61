package io.tallyport.workbench.simulator.dialect;

/** The text of answers: one word for each token, chosen by the prompt's hash and the position. */
public final class Words {
    private static final String[] VOCABULARY = {
        "amber", "birch", "cloud", "delta", "ember", "fjord", "grove", "harbor",
        "indigo", "juniper", "kelp", "lantern", "meadow", "north", "orchard", "pebble",
        "quartz", "river", "sable", "timber", "umber", "valley", "willow", "xenon",
        "yarrow", "zephyr", "anchor", "basalt", "cedar", "drift", "estuary", "flint"
    };
    private static final byte[][] WITH_SPACE = new byte[VOCABULARY.length][];
    private static final byte[][] BARE = new byte[VOCABULARY.length][];

    static {
        for (int i = 0; i < VOCABULARY.length; i++) {
            BARE[i] = Bytes.ascii(VOCABULARY[i]);
            WITH_SPACE[i] = Bytes.ascii(" " + VOCABULARY[i]);
        }
    }

    private Words() {}

    /** The word at one position of one choice, with a space before it unless it is the first. */
    public static byte[] at(long seed, int choice, int position) {
        long mixed = (seed + choice * 31L + position) * 0x9E3779B97F4A7C15L;
        int index = (int) (mixed >>> 59);
        return position == 0 ? BARE[index] : WITH_SPACE[index];
    }

    public static void appendAll(long seed, int choice, int count, Bytes out) {
        for (int i = 0; i < count; i++) {
            out.add(at(seed, choice, i));
        }
    }
}
