package io.tallyport.keytext;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The two digests of a key: a quick one under the configured pepper that turns away guesses, and bcrypt.
 *
 * <p>bcrypt reads 72 bytes at most; a whole key has 61.
 */
@ApplicationScoped
public class KeyDigest {
    private static final int BCRYPT_COST = 10;
    private static final int SALT_BYTES = 16;
    private static final int MAC_BYTES = 8;
    private static final int BCRYPTS_AT_ONCE = 2;

    @Inject
    @ConfigProperty(name = "tallyport.key.pepper")
    private String pepper;

    private final SecureRandom random = new SecureRandom();
    private final Semaphore bcrypts = new Semaphore(BCRYPTS_AT_ONCE);
    private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(this::newMac);
    private byte[] macKey = {};

    @PostConstruct
    void readPepper() {
        macKey = pepper.getBytes(StandardCharsets.UTF_8);
    }

    /** The first 8 bytes of the quick digest. */
    public byte[] mac(KeyText key) {
        return Arrays.copyOf(wholeMac(key.whole()), MAC_BYTES);
    }

    /** All 32 bytes: what a verified key is remembered by. */
    public byte[] wholeMac(String key) {
        return macs.get().doFinal(key.getBytes(StandardCharsets.US_ASCII));
    }

    public String bcrypt(KeyText key) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return OpenBSDBCrypt.generate(key.whole().toCharArray(), salt, BCRYPT_COST);
    }

    /** About 60 ms, a bounded number at a time, and only for a key whose quick digest fits. */
    public boolean fits(KeyText key, byte[] mac, String bcrypt) {
        if (!MessageDigest.isEqual(mac(key), mac)) {
            return false;
        }
        bcrypts.acquireUninterruptibly();
        try {
            return OpenBSDBCrypt.checkPassword(bcrypt, key.whole().toCharArray());
        } finally {
            bcrypts.release();
        }
    }

    private Mac newMac() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(macKey, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks HmacSHA256", e);
        }
    }
}
