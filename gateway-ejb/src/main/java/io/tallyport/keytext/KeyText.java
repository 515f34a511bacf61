package io.tallyport.keytext;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of a key: the prefix of its kind, 12-character public id, 43-character secret, both base62.
 *
 * @param prefix such as {@code sk-tp-}
 * @param publicId names the key; not secret
 * @param whole the whole text, secret
 */
public record KeyText(String prefix, String publicId, String whole) {
    private static final int PREFIX_LENGTH = "sk-tp-".length();
    private static final int PUBLIC_LENGTH = 12;
    private static final int SECRET_LENGTH = 43;
    private static final String BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final Pattern FORM = Pattern.compile("[a-z]{2}-tp-[A-Za-z0-9]{55}");
    private static final SecureRandom RANDOM = new SecureRandom();

    public static KeyText random(String prefix) {
        StringBuilder text = new StringBuilder(prefix);
        for (int i = 0; i < PUBLIC_LENGTH + SECRET_LENGTH; i++) {
            text.append(BASE62.charAt(RANDOM.nextInt(BASE62.length())));
        }
        return of(text.toString());
    }

    /** A key of any kind; empty for what is none. */
    public static Optional<KeyText> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(of(text)) : Optional.empty();
    }

    private static KeyText of(String text) {
        return new KeyText(
                text.substring(0, PREFIX_LENGTH), text.substring(PREFIX_LENGTH, PREFIX_LENGTH + PUBLIC_LENGTH), text);
    }

    /** The secret never leaves by accident, in a log line or an exception. */
    @Override
    public String toString() {
        return prefix + publicId + "...";
    }
}
