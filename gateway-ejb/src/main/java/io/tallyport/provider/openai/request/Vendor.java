package io.tallyport.provider.openai.request;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What sets the vendors of this format apart, where one refuses what another wants.
 *
 * <p>Sources: {@code api-docs.deepseek.com/guides/thinking_mode}, QwenLM/qwen-code#2320, continuedev/continue#11600,
 * anomalyco/opencode#1680, avante-corp/avante.nvim#2347 and #2695.
 */
enum Vendor {
    OPENAI,
    /** Takes contents as one string, and wants its thinking back. */
    DEEPSEEK,
    /** Takes contents as one string, and wants its thinking back. */
    MOONSHOT,
    /** Refuses fields that it does not know, a user's message after a tool's, and ids of more than nine letters. */
    MISTRAL,
    OTHER;

    /** A call's id that carries a signature of Gemini's behind it. */
    private static final Pattern SIGNED_ID = Pattern.compile("(call_[0-9A-Za-z]{12,24})_gs_.*");

    /** Of a call, and of an end user, at OpenAI. */
    private static final int LONGEST_ID = 64;

    private static final Pattern MISTRAL_ID = Pattern.compile("[0-9A-Za-z]{9}");

    /** @param provider as the price book names it */
    static Vendor of(String provider) {
        return switch (provider.toLowerCase(Locale.ROOT)) {
            case "openai" -> OPENAI;
            case "deepseek" -> DEEPSEEK;
            case "moonshot" -> MOONSHOT;
            case "mistral" -> MISTRAL;
            default -> OTHER;
        };
    }

    boolean takesTextParts() {
        return this == OPENAI;
    }

    boolean takesThinking() {
        return this == DEEPSEEK || this == MOONSHOT;
    }

    /** The same for a call and its result, whatever id the caller's history has. */
    String callId(String id) {
        Matcher signed = SIGNED_ID.matcher(id);
        String own = signed.matches() ? signed.group(1) : id;
        if (this == MISTRAL) {
            return MISTRAL_ID.matcher(own).matches() ? own : digest(own).substring(0, 9);
        }
        return own.length() <= LONGEST_ID ? own : "call_" + digest(own).substring(0, 40);
    }

    /** An end user's id of at most 64 characters. */
    static String shortUser(String user) {
        return user.length() <= LONGEST_ID ? user : digest(user);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
