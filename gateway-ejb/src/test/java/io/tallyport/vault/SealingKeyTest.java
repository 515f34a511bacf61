package io.tallyport.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SealingKeyTest {
    private static final byte[] SECRET = "whsec".getBytes(StandardCharsets.UTF_8);

    private final SealingKey key = SealingKey.of("0123456789abcdef0123456789abcdef");

    @Test
    void whatIsSealedOpensForItsPurposeAndNoOther() {
        byte[] sealed = key.seal(SECRET, "one");

        assertThat(key.open(sealed, "one")).isEqualTo(SECRET);
        assertThat(sealed).isNotEqualTo(key.seal(SECRET, "one"));
        assertThatThrownBy(() -> key.open(sealed, "another")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anyChangedByteIsFound() {
        int length = key.seal(SECRET, "one").length;
        for (int i = 4; i < length; i++) {
            byte[] sealed = key.seal(SECRET, "one");
            sealed[i] ^= 1;
            assertThatThrownBy(() -> key.open(sealed, "one")).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void keysKnowWhatTheySealed() {
        SealingKey other = SealingKey.of("fedcba9876543210fedcba9876543210");
        byte[] sealed = key.seal(SECRET, "one");

        assertThat(key.sealed(sealed)).isTrue();
        assertThat(other.sealed(sealed)).isFalse();
    }
}
