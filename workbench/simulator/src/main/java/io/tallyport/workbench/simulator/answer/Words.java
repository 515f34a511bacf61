package io.tallyport.workbench.simulator.answer;

import java.nio.charset.StandardCharsets;

/**
 * Text of one word for each token.
 *
 * @param seed the prompt's hash: equal prompts get equal words
 */
public record Words(long seed, int choice, int count) implements Tokens {
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

    /** With a space before it unless it is the first. */
    @Override
    public void append(int index, Bytes out) {
        long mixed = (seed + choice * 31L + index) * 0x9E3779B97F4A7C15L;
        int word = (int) (mixed >>> 59);
        out.add(index == 0 ? BARE[word] : WITH_SPACE[word]);
    }

    /** The same words for another choice of the same answer differ. */
    public Words of(int otherChoice) {
        return new Words(seed, choice + otherChoice, count);
    }

    public String text() {
        Bytes all = new Bytes(count * 8);
        appendAll(all);
        return new String(all.toArray(), StandardCharsets.UTF_8);
    }
}
