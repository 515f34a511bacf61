package io.tallyport.workbench.bench.conversation;

import java.util.random.RandomGenerator;

/** Words that mean nothing, a given number of tokens long; the simulator takes four bytes for one. */
final class Wording {
    static final int BYTES_PER_TOKEN = 4;

    private static final String[] WORDS = ("account answer before book branch build call change check class code column"
                    + " commit count customer day error event field file first folder format header index item key ledger"
                    + " limit line list log method model month name node number order page path price query reader record"
                    + " report request result row rule schema second server state step string table test time token total"
                    + " type unit user value view window word")
            .split(" ");

    private Wording() {}

    static String of(RandomGenerator random, int tokens) {
        int bytes = tokens * BYTES_PER_TOKEN;
        StringBuilder text = new StringBuilder(bytes + 16);
        while (text.length() < bytes) {
            text.append(WORDS[random.nextInt(WORDS.length)]);
            text.append(random.nextInt(12) == 0 ? ". " : " ");
        }
        text.setLength(bytes - 1);
        return text.append('.').toString();
    }

    /** From the first bound to the second. */
    static int between(RandomGenerator random, int least, int most) {
        return random.nextInt(least, most + 1);
    }
}
