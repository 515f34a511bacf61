package io.tallyport.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** An idempotency key and the digest of what it was used for, so that the same key with other content is noticed. */
public record Request(String key, byte[] hash) {

    /** @param content everything that makes the request another one if it differs */
    public static Request of(String key, Object... content) {
        String text = Arrays.stream(content).map(String::valueOf).collect(Collectors.joining("\n"));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return new Request(key, digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks SHA-256", e);
        }
    }

    /** A request that follows from this one, under a key of its own. */
    public Request part(String name) {
        return new Request(key + ":" + name, hash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Request that && key.equals(that.key) && Arrays.equals(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}
