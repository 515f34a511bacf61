package io.tallyport.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallyport.error.GatewayException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountSecretsTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"sk-0123456789abcd,    -", "sk-0123456789abcdef, -", "sk-0123456789abcdefg, defg"})
    void onlyOfALongSecretTheEndIsShown(String secret, String hint) {
        assertThat(AccountSecrets.hint(secret)).isEqualTo(hint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "sk-with blank", "sk-with\r\nx-header: 1", "sk-ümlaut-0123"})
    void whatCannotGoIntoAHeaderIsRefusedBeforeItIsSealed(String secret) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> new AccountSecrets().seal("secret", secret))
                .satisfies(refusal -> {
                    assertThat(refusal.param()).isEqualTo("secret");
                    assertThat(refusal.getMessage()).doesNotContain("sk-");
                });
    }
}
