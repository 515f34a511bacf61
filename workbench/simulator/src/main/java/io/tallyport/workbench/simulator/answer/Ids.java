package io.tallyport.workbench.simulator.answer;

import java.util.concurrent.ThreadLocalRandom;

/** Ids in the providers' alphabets; the only part of an answer that differs between equal calls. */
public final class Ids {
    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String HEX = "0123456789abcdef";

    private Ids() {}

    public static String base58(String prefix, int length) {
        return random(prefix, BASE58, length);
    }

    public static String base62(String prefix, int length) {
        return random(prefix, BASE62, length);
    }

    public static String hex(String prefix, int length) {
        return random(prefix, HEX, length);
    }

    private static String random(String prefix, String alphabet, int length) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        StringBuilder id = new StringBuilder(prefix.length() + length).append(prefix);
        for (int i = 0; i < length; i++) {
            id.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return id.toString();
    }
}
