package io.tallyport.vault;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Seals secrets for the database and opens them again. */
@ApplicationScoped
public class Vault {
    private static final int SHORTEST_KEY = 32;

    @Inject
    @ConfigProperty(name = "tallyport.secret.key")
    private List<String> configured;

    private List<SealingKey> keys = List.of();

    /** The first key seals; those after it open what was sealed before. */
    @PostConstruct
    void derive() {
        if (configured.stream().anyMatch(key -> key.length() < SHORTEST_KEY)) {
            throw new IllegalStateException(
                    "tallyport.secret.key needs " + SHORTEST_KEY + " characters at least, of random");
        }
        keys = configured.stream().map(SealingKey::of).toList();
    }

    /** Names of the configured keys, the one that seals first. */
    List<String> keyIds() {
        return keys.stream().map(SealingKey::hexId).toList();
    }

    /** @param purpose what it is, such as {@code webhook-secret}: sealed for one purpose, it opens for no other */
    public byte[] seal(byte[] secret, String purpose) {
        return keys.getFirst().seal(secret, purpose);
    }

    /** @throws IllegalStateException if it was sealed under no key that is configured, for another purpose, or was changed */
    public byte[] open(byte[] sealed, String purpose) {
        return keys.stream()
                .filter(key -> key.sealed(sealed))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("sealed under a key that tallyport.secret.key lacks"))
                .open(sealed, purpose);
    }
}
