package io.tallyport.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallyport.error.GatewayException;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.ChatRequest.Caching;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicRequestReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'messages':[{'role':'user','content':'cache_control'}]                                       | NONE",
                "'messages':[{'content':[{'type':'text','cache_control':{'type':'ephemeral'}}]}]              | FIVE_MINUTES",
                "'system':[{'cache_control':{'type':'ephemeral','ttl':'5m'}}],'messages':[{}]                 | FIVE_MINUTES",
                "'tools':[{'cache_control':{'ttl':'1h'}},{'cache_control':{'ttl':'5m'}}],'messages':[{}]      | ONE_HOUR",
                "'messages':[{}],'cache_control':{'type':'ephemeral','ttl':'1h'}                              | ONE_HOUR",
                "'messages':[{'content':[{'content':[{'cache_control':{'ttl':'1h'}}]}]}]                      | ONE_HOUR",
            })
    void theDearestCacheWriteIsFoundAtAnyDepth(String fields, Caching caching) {
        assertThat(read("{'model':'m','max_tokens':9," + fields + "}").caching())
                .isEqualTo(caching);
    }

    @Test
    void maxTokensIsRequired() {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> read("{'model':'m','messages':[{}]}"))
                .withMessage("max_tokens: Field required");
    }

    @Test
    void theFactsAreReadInAnyOrder() {
        ChatRequest request = read("{'stream':true,'messages':[{}],'max_tokens':12,'model':'claude-sonnet-4-5'}");
        assertThat(request.stream()).isTrue();
        assertThat(request.maxOutputTokens()).isEqualTo(12);
        assertThat(request.usageSplice()).isNull();
    }

    @Test
    void rolesOfTheSecondVersionPass() {
        assertThat(
                        read("{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'x'},{'role':'system','content':[]}]}")
                                .model())
                .isEqualTo("m");
    }

    private static ChatRequest read(String body) {
        return AnthropicRequestReader.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
