package io.tallyport.workbench.simulator.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {
    @Test
    void aSealBelongsToItsText() {
        String seal = Seal.of("a thought");

        assertThat(Seal.of("a thought")).isEqualTo(seal);
        assertThat(Seal.isOurs(seal)).isTrue();
        assertThat(Seal.isOurs(seal, "a thought")).isTrue();
        assertThat(Seal.isOurs(seal, "another")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no base64!", "Zm9yZWlnbg=="})
    void whatLooksDifferentIsForeign(String seal) {
        assertThat(Seal.isOurs(seal)).isFalse();
    }

    @Test
    void whatLooksTheSameIsForeignToo() {
        byte[] bytes = Base64.getDecoder().decode(Seal.of("a thought"));
        bytes[0]++;

        assertThat(Seal.isOurs(Base64.getEncoder().encodeToString(bytes))).isFalse();
    }
}
