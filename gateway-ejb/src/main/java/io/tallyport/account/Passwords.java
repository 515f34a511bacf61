package io.tallyport.account;

import java.security.SecureRandom;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** Password hashes by bcrypt. */
final class Passwords {
    private static final int COST = 11;
    private static final int SALT_BYTES = 16;
    private static final int MOST_BYTES = 72;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    static String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return OpenBSDBCrypt.generate(password.toCharArray(), salt, COST);
    }

    static boolean fits(String password, String hash) {
        return password.length() <= MOST_BYTES && OpenBSDBCrypt.checkPassword(hash, password.toCharArray());
    }
}
