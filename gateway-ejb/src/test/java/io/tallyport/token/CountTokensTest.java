package io.tallyport.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.error.GatewayException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountTokensTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " {\"model\":\"m\"} | {\"max_tokens\":1,\"model\":\"m\"}",
                "{\"a\":{\"max_tokens\":5}} | {\"max_tokens\":1,\"a\":{\"max_tokens\":5}}",
                "{\"max_tokens\":7,\"model\":\"m\"} | {\"max_tokens\":7,\"model\":\"m\"}",
                "{} | {}",
            })
    void aBodyGetsTheMaxTokensItLacks(String body, String complete) {
        assertThat(CountTokens.withMaxTokens(body.getBytes(StandardCharsets.UTF_8)))
                .asString()
                .isEqualTo(complete);
    }

    @Test
    void aBodyThatIsNoObjectIsRefused() {
        assertThatThrownBy(() -> CountTokens.withMaxTokens("[1]".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(GatewayException.class);
    }
}
