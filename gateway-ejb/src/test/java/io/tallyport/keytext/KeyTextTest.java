package io.tallyport.keytext;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"sk-tp-", "mk-tp-", "ok-tp-"})
    void aNewKeyIsReadBackAndHidesItsSecret(String prefix) {
        KeyText key = KeyText.random(prefix);
        assertThat(KeyText.parse(key.whole())).contains(key);
        assertThat(key.whole()).matches(prefix + "[A-Za-z0-9]{55}");
        assertThat(key.toString()).isEqualTo(prefix + key.publicId() + "...");
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
