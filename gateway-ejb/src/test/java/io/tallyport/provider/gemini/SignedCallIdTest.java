package io.tallyport.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedCallIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"CiQBEU0y", "CiQBEU0yDw==", "CiQBEU0yD/+=", "ab/gs/ab"})
    void aSignatureComesBackAsItWas(String signature) {
        SignedCallId id = new SignedCallId("call_1", signature);
        assertThat(id.text()).matches("[a-zA-Z0-9_-]+");
        assertThat(SignedCallId.parse(id.text())).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"toolu_01A", "call_1_gs_", "_gs_abc", "call_1_gs_not base64!", ""})
    void anIdWithoutASignatureStaysWhole(String id) {
        assertThat(SignedCallId.parse(id)).isEqualTo(new SignedCallId(id, null));
    }

    @Test
    void aMadeIdCannotSpellTheSeparator() {
        assertThat(SignedCallId.make()).matches("call_[a-zA-Z0-9]{24}").isNotEqualTo(SignedCallId.make());
    }
}
