package io.tallyport.provider.responses.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.chat.Part;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedThinkingTest {

    @Test
    void whatIsPackedIsUnpackedUnchanged() {
        List<Part> thinking = List.of(
                new Part.Thinking("é\n\"", "EqQB+/="),
                new Part.RedactedThinking("Er=="),
                new Part.Thinking("", "s"),
                new Part.Thinking("unsigned", null));
        assertThat(PackedThinking.unpack(PackedThinking.pack(thinking))).isEqualTo(thinking);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "gAAAAABqhb-Wr7E=", "%", "{}", "{\"v\":2,\"thinking\":[{\"text\":\"a\"}]}", "{\"v\":1}", "7"
            })
    void whatWasNotPackedHereIsNoThinking(String text) {
        assertThat(PackedThinking.unpack(text)).isEmpty();
        assertThat(PackedThinking.unpack(Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
    }
}
