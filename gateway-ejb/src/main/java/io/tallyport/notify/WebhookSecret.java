package io.tallyport.notify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What signs an endpoint's webhooks, by HMAC-SHA-256 over {@code id.timestamp.body}.
 *
 * @param bytes 24 to 64; we make 32
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WebhookSecret(byte[] bytes) {
    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    static WebhookSecret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new WebhookSecret(bytes);
    }

    /** As its endpoint's owner gets it. */
    String text() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** One signature of the header {@code webhook-signature}. */
    String sign(String id, long timestampSeconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes, ALGORITHM));
            mac.update((id + '.' + timestampSeconds + '.').getBytes(StandardCharsets.UTF_8));
            return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks " + ALGORITHM, e);
        }
    }

    /** The secret never leaves by accident, in a log line or an exception. */
    @Override
    public String toString() {
        return PREFIX + "...";
    }
}
