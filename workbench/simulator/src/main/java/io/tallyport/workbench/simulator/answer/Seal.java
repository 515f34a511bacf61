package io.tallyport.workbench.simulator.answer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Stands in for the providers' signatures: made from a text alone, so that any simulator knows its own again, whatever was
 * restarted in between, and refuses all others.
 */
public final class Seal {
    private static final int PART_BYTES = 25;
    private static final byte[] SECRET = Bytes.ascii("tallyport provider simulator");

    private Seal() {}

    /** In the alphabet of plain Base64. */
    public static String of(String text) {
        byte[] of = hash(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(2 * PART_BYTES)
                        .put(of)
                        .put(hash(of))
                        .array());
    }

    /** Whether a simulator made it, of whatever text. */
    public static boolean isOurs(String seal) {
        return read(seal).isPresent();
    }

    /** Whether a simulator made it of this text. */
    public static boolean isOurs(String seal, String text) {
        byte[] expected = hash(text.getBytes(StandardCharsets.UTF_8));
        return read(seal).filter(of -> Arrays.equals(of, expected)).isPresent();
    }

    private static Optional<byte[]> read(String seal) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(seal);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != 2 * PART_BYTES) {
            return Optional.empty();
        }
        byte[] of = Arrays.copyOf(bytes, PART_BYTES);
        byte[] proof = Arrays.copyOfRange(bytes, PART_BYTES, bytes.length);
        return Arrays.equals(proof, hash(of)) ? Optional.of(of) : Optional.empty();
    }

    private static byte[] hash(byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(SECRET);
            return Arrays.copyOf(digest.digest(bytes), PART_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
