package io.tallyport.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {

    @Test
    void aNewKeyIsReadBackAndHidesItsSecret() {
        KeyText key = KeyText.random();
        assertThat(KeyText.parse(key.whole())).contains(key);
        assertThat(key.whole()).matches("sk-tp-[A-Za-z0-9]{55}");
        assertThat(key.toString()).isEqualTo("sk-tp-" + key.publicId() + "...");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sk-tp-",
                "sk-xx-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "sk-tp-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "sk-tp-aaaaaaaaaaaaaaaaaaaaaaaaaaaaa aaaaaaaaaaaaaaaaaaaaaaaaa",
                "sk-tp-éaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void anythingElseIsNoKey(String text) {
        assertThat(KeyText.parse(text)).isEmpty();
    }
}
