package io.tallyport.upstream;

import io.tallyport.error.GatewayException;
import io.tallyport.vault.SealedColumn;
import io.tallyport.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Secrets of accounts as they rest in the database. */
@ApplicationScoped
public class AccountSecrets {
    private static final String PURPOSE = "upstream-account";
    private static final Pattern FORM = Pattern.compile("[!-~]{8,4096}");
    private static final int HINT_LENGTH = 4;
    /** Of a shorter one, the hint would tell too much. */
    private static final int SHORTEST_WITH_HINT = 20;

    @Inject
    private Vault vault;

    /** @param hint the last characters, to recognise it by; null: it is too short to show any */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Sealed(byte[] value, @Nullable String hint) {}

    /** @throws GatewayException 400 that names the field, for what cannot go into a header */
    public Sealed seal(String field, String secret) {
        if (!FORM.matcher(secret).matches()) {
            throw GatewayException.invalid(
                    field, field + " has 8 to 4,096 visible ASCII characters, no blanks among them.");
        }
        return new Sealed(vault.seal(secret.getBytes(StandardCharsets.US_ASCII), PURPOSE), hint(secret));
    }

    static @Nullable String hint(String secret) {
        return secret.length() < SHORTEST_WITH_HINT ? null : secret.substring(secret.length() - HINT_LENGTH);
    }

    /** @throws IllegalStateException if it was sealed under no key that is configured, or was changed */
    String open(byte[] sealed) {
        return new String(vault.open(sealed, PURPOSE), StandardCharsets.US_ASCII);
    }

    @Produces
    static SealedColumn column() {
        return new SealedColumn(
                "secrets of upstream accounts",
                "upstream_account",
                "sealed_secret",
                "id",
                "bigint",
                "id",
                id -> PURPOSE);
    }
}
