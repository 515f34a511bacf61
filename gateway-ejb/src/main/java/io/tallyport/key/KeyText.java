package io.tallyport.key;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The text of an API key: the prefix of its kind, 12-character public id, 43-character secret, all base62.
 *
 * @param publicId names the key; not secret
 * @param whole the whole text, secret
 */
record KeyText(KeyKind kind, String publicId, String whole) {
    private static final int PREFIX_LENGTH = "sk-tp-".length();
    private static final int PUBLIC_LENGTH = 12;
    private static final int SECRET_LENGTH = 43;
    private static final int LENGTH = PREFIX_LENGTH + PUBLIC_LENGTH + SECRET_LENGTH;
    private static final String BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    static KeyText random(KeyKind kind) {
        StringBuilder text = new StringBuilder(kind.prefix());
        for (int i = 0; i < PUBLIC_LENGTH + SECRET_LENGTH; i++) {
            text.append(BASE62.charAt(RANDOM.nextInt(BASE62.length())));
        }
        return of(kind, text.toString());
    }

    static Optional<KeyText> parse(String text) {
        if (text.length() != LENGTH || !text.chars().skip(PREFIX_LENGTH).allMatch(c -> BASE62.indexOf(c) >= 0)) {
            return Optional.empty();
        }
        return Stream.of(KeyKind.values())
                .filter(kind -> text.startsWith(kind.prefix()))
                .findFirst()
                .map(kind -> of(kind, text));
    }

    private static KeyText of(KeyKind kind, String text) {
        return new KeyText(kind, text.substring(PREFIX_LENGTH, PREFIX_LENGTH + PUBLIC_LENGTH), text);
    }

    /** The secret never leaves by accident, in a log line or an exception. */
    @Override
    public String toString() {
        return kind.prefix() + publicId + "...";
    }
}
