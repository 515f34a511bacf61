package io.tallyport.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A request and the key that its caller gave it. Keys are an organisation's own.
 *
 * @param sha256 of method, path and body
 */
@SuppressWarnings("ArrayRecordComponent") // compared by the database
public record KeyedRequest(long organisationId, String key, byte[] sha256) {

    /** @param path with its query */
    public static KeyedRequest of(long organisationId, String key, String method, String path, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((method + '\n' + path + '\n').getBytes(StandardCharsets.UTF_8));
            return new KeyedRequest(organisationId, key, digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks SHA-256", e);
        }
    }
}
