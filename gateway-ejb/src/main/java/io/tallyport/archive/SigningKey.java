package io.tallyport.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * What documents are signed with.
 *
 * @param chain the signer's certificate first
 */
public record SigningKey(PrivateKey key, List<X509Certificate> chain) {

    public SigningKey {
        chain = List.copyOf(chain);
    }

    /** The first private key of a PKCS#12 file; no message of a failure tells the password. */
    public static SigningKey read(Path file, char[] password) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password) instanceof PrivateKey key) {
                    return new SigningKey(key, certificates(store.getCertificateChain(alias)));
                }
            }
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalStateException(
                    "tallyport.document.keystore: " + file + " cannot be read as PKCS#12 with the configured password",
                    unreadable);
        }
        throw new IllegalStateException("tallyport.document.keystore: " + file + " holds no private key");
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    private static List<X509Certificate> certificates(Certificate[] chain) {
        return Stream.of(chain).map(X509Certificate.class::cast).toList();
    }
}
