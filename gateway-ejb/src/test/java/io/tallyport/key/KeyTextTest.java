package io.tallyport.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {

    @ParameterizedTest
    @EnumSource
    void aNewKeyIsReadBackAndHidesItsSecret(KeyKind kind) {
        KeyText key = KeyText.random(kind);
        assertThat(KeyText.parse(key.whole())).contains(key);
        assertThat(key.whole()).matches(kind.prefix() + "[A-Za-z0-9]{55}");
        assertThat(key.toString()).isEqualTo(kind.prefix() + key.publicId() + "...");
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
