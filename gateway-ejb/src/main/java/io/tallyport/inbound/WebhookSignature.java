package io.tallyport.inbound;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The header that signs a payment provider's webhook: {@code t=<unix seconds>,v1=<hex>[,v1=...]}. Signed are the bytes of
 * {@code t} as it is written, a full stop and the body as it came, by HMAC-SHA-256 under the endpoint's secret. Only
 * {@code v1} counts.
 *
 * @param timestamp as written
 * @param signatures of scheme v1
 */
record WebhookSignature(String timestamp, List<byte[]> signatures) {
    static final int LONGEST_HEADER = 4_096;
    static final int LARGEST_BODY = 256 * 1024;
    private static final long TOLERANCE_SECONDS = 300;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final String ALGORITHM = "HmacSHA256";

    /** Empty if it has no timestamp or two, or no signature that could count. */
    static Optional<WebhookSignature> parse(String header) {
        if (header.length() > LONGEST_HEADER) {
            return Optional.empty();
        }
        List<String> timestamps = new ArrayList<>();
        List<byte[]> signatures = new ArrayList<>();
        for (String part : header.split(",", -1)) {
            String pair = part.strip();
            if (pair.startsWith("t=")) {
                timestamps.add(pair.substring(2));
            } else if (pair.startsWith("v1=")
                    && SHA_256.matcher(pair.substring(3)).matches()) {
                signatures.add(HexFormat.of().parseHex(pair.substring(3)));
            }
        }
        boolean isUsable =
                timestamps.size() == 1 && SECONDS.matcher(timestamps.getFirst()).matches() && !signatures.isEmpty();
        return isUsable ? Optional.of(new WebhookSignature(timestamps.getFirst(), signatures)) : Optional.empty();
    }

    /**
     * Whether one of the secrets signed this body, not more than five minutes before or after now.
     *
     * @param nowSeconds by the database's clock
     * @param secrets all that are active: two while one replaces the other
     */
    boolean isRight(byte[] body, long nowSeconds, Collection<String> secrets) {
        if (Math.abs(nowSeconds - Long.parseLong(timestamp)) > TOLERANCE_SECONDS) {
            return false;
        }
        boolean found = false;
        for (String secret : secrets) {
            byte[] expected = sign(body, secret);
            for (byte[] signature : signatures) {
                // all are compared, each in constant time
                found |= MessageDigest.isEqual(expected, signature);
            }
        }
        return found;
    }

    private byte[] sign(byte[] body, String secret) {
        return sign(timestamp, body, secret);
    }

    static byte[] sign(String timestamp, byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update(timestamp.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) '.');
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks " + ALGORITHM, e);
        }
    }
}
