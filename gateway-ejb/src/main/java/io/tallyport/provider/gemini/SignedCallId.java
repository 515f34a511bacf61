package io.tallyport.provider.gemini;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The id of a tool call as callers see it, {@code call_… _gs_ SIGNATURE}: in it Gemini's signature of the thinking ahead
 * of the call goes to the caller and comes back.
 *
 * @param id what the call and its result are told apart by
 * @param signature in base64; null if the call has none
 */
record SignedCallId(String id, @Nullable String signature) {
    private static final String SEPARATOR = "_gs_";
    private static final String BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int RANDOM_CHARACTERS = 24;

    /** An id for a call that Gemini gave none. */
    static String make() {
        StringBuilder id = new StringBuilder("call_");
        for (int i = 0; i < RANDOM_CHARACTERS; i++) {
            id.append(BASE62.charAt(ThreadLocalRandom.current().nextInt(BASE62.length())));
        }
        return id.toString();
    }

    /** Whether an id of Gemini's own can carry a signature. */
    static boolean isCarrier(String id) {
        return !id.isEmpty() && !id.contains(SEPARATOR);
    }

    /** Cuts at the first separator: base64url may happen to spell it, ids that were made here cannot. */
    static SignedCallId parse(String text) {
        int at = text.indexOf(SEPARATOR);
        String signature = at < 1 ? "" : text.substring(at + SEPARATOR.length());
        if (signature.isEmpty() || !signature.chars().allMatch(SignedCallId::isBase64Url)) {
            return new SignedCallId(text, null);
        }
        String padding = "=".repeat(Math.floorMod(-signature.length(), 4));
        return new SignedCallId(
                text.substring(0, at), signature.replace('-', '+').replace('_', '/') + padding);
    }

    /** In letters that every format allows in an id. */
    String text() {
        if (signature == null) {
            return id;
        }
        return id + SEPARATOR + signature.replace('+', '-').replace('/', '_').replace("=", "");
    }

    private static boolean isBase64Url(int letter) {
        return BASE62.indexOf(letter) >= 0 || letter == '-' || letter == '_';
    }
}
