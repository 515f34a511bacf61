package io.tallyport.key;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * The text of an API key, {@code sk-tp-} + 12-character public id + 43-character secret, all base62.
 *
 * @param publicId names the key; not secret
 * @param whole the whole text, secret
 */
record KeyText(String publicId, String whole) {
    static final String PREFIX = "sk-tp-";
    private static final int PUBLIC_LENGTH = 12;
    private static final int SECRET_LENGTH = 43;
    private static final int LENGTH = PREFIX.length() + PUBLIC_LENGTH + SECRET_LENGTH;
    private static final String BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    static KeyText random() {
        StringBuilder text = new StringBuilder(PREFIX);
        for (int i = 0; i < PUBLIC_LENGTH + SECRET_LENGTH; i++) {
            text.append(BASE62.charAt(RANDOM.nextInt(BASE62.length())));
        }
        return of(text.toString());
    }

    static Optional<KeyText> parse(String text) {
        if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        boolean wellFormed = text.chars().skip(PREFIX.length()).allMatch(c -> BASE62.indexOf(c) >= 0);
        return wellFormed ? Optional.of(of(text)) : Optional.empty();
    }

    private static KeyText of(String text) {
        return new KeyText(text.substring(PREFIX.length(), PREFIX.length() + PUBLIC_LENGTH), text);
    }

    /** The secret never leaves by accident, in a log line or an exception. */
    @Override
    public String toString() {
        return PREFIX + publicId + "...";
    }
}
