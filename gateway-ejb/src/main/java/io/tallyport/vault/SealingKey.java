package io.tallyport.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One key. Sealed is: 4 bytes that name the key, 12 random bytes, ciphertext and its 16-byte tag; the purpose is
 * authenticated with them.
 *
 * @param id names it without telling anything about it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SealingKey(byte[] id, SecretKeySpec key) {
    private static final int ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    static SealingKey of(String configured) {
        byte[] text = configured.getBytes(StandardCharsets.UTF_8);
        return new SealingKey(
                Arrays.copyOf(derived(text, "id"), ID_BYTES), new SecretKeySpec(derived(text, "seal"), "AES"));
    }

    String hexId() {
        return HexFormat.of().formatHex(id);
    }

    boolean sealed(byte[] sealed) {
        return sealed.length > ID_BYTES && MessageDigest.isEqual(id, Arrays.copyOf(sealed, ID_BYTES));
    }

    byte[] seal(byte[] secret, String purpose) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] body = cipher(Cipher.ENCRYPT_MODE, nonce, purpose, secret, 0);
        return ByteBuffer.allocate(ID_BYTES + NONCE_BYTES + body.length)
                .put(id)
                .put(nonce)
                .put(body)
                .array();
    }

    byte[] open(byte[] sealed, String purpose) {
        byte[] nonce = Arrays.copyOfRange(sealed, ID_BYTES, ID_BYTES + NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, nonce, purpose, sealed, ID_BYTES + NONCE_BYTES);
    }

    private byte[] cipher(int mode, byte[] nonce, String purpose, byte[] input, int offset) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input, offset, input.length - offset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what was sealed does not open: changed, or for another purpose", e);
        }
    }

    private static byte[] derived(byte[] secret, String use) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(("tallyport vault " + use).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks HmacSHA256", e);
        }
    }
}
