package io.tallyport.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallyport.error.GatewayException;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.ChatRequest.Splice;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiRequestReaderTest {
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"é\"}]";

    @Test
    void theFactsOfARequestAreReadAndUnknownFieldsPass() {
        ChatRequest request = read("{\"model\":\"gpt-4o-mini\",\"n\":2,\"max_tokens\":5,\"max_completion_tokens\":7,"
                + "\"future\":{\"a\":[1,{\"b\":null}]}," + MESSAGES + "}");
        assertThat(request.model()).isEqualTo("gpt-4o-mini");
        assertThat(request.choices()).isEqualTo(2);
        assertThat(request.maxOutputTokens()).isEqualTo(7);
        assertThat(request.stream()).isFalse();
        assertThat(request.usageSplice()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                       | {'include_usage':true}",
                "{ 'x' : 1 }                              | { 'x' : 1 ,'include_usage':true}",
                "{'include_usage':false}                  | {'include_usage':true}",
                "{'include_usage': null , 'y':[1]}        | {'include_usage': true , 'y':[1]}",
                "null                                     | {'include_usage':true}",
            })
    void usageIsAskedForByASplice(String options, String spliced) {
        String before = "{ " + MESSAGES + ", \"stream\":true,\"model\":\"m\",\"stream_options\":";
        assertThat(spliced(before + options.replace('\'', '"') + " }"))
                .isEqualTo(before + spliced.replace('\'', '"') + " }");
    }

    @Test
    void withoutStreamOptionsTheyAreSplicedInFront() {
        String rest = "\"model\":\"m\",\"stream\":true," + MESSAGES + "}";
        assertThat(spliced(" {" + rest)).isEqualTo(" {\"stream_options\":{\"include_usage\":true}," + rest);
    }

    @Test
    void aCallerWhoAsksForUsageHimselfGetsHisBytesUnchanged() {
        assertThat(read("{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}," + MESSAGES
                                + "}")
                        .usageSplice())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'model':5,'messages':[{}]}                       | model",
                "{'messages':[{}]}                                 | model",
                "{'model':'m'}                                     | messages",
                "{'model':'m','messages':[]}                       | messages",
                "{'model':'m','messages':[3]}                      | messages[]",
                "{'model':'m','messages':[{}],'stream':'yes'}      | stream",
                "{'model':'m','messages':[{}],'max_tokens':0}      | max_tokens",
                "{'model':'m','messages':[{}],'max_tokens':1.5}    | max_tokens",
                "{'model':'m','messages':[{}],'n':99999999999999999999} | n",
                "{'model':'m','messages':[{}],'model':'n'}         | model",
                "{'model':'m','messages':[{}]} x                   | body",
                "{'model':'m','messages':[{}]                      | body",
                "[1]                                               | body",
            })
    void aBadRequestIsRefusedByTheNameOfItsField(String body, String param) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> read(body.replace('\'', '"')))
                .satisfies(refusal -> assertThat(refusal.param()).isEqualTo(param))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(400));
    }

    @Test
    void aBodyNestedTooDeepIsRefused() {
        String deep = "[".repeat(600) + "]".repeat(600);
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> read("{\"model\":\"m\",\"x\":" + deep + "," + MESSAGES + "}"))
                .withMessageContaining("nested");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'messages':[{'role':'user','content':[{'type':'text','text':'a','cache_control':{'type':'ephemeral','ttl':'1h'}}]}] | ONE_HOUR",
                "'messages':[{'role':'user','content':'a','cache_control':{'ttl':'1h'}},{'role':'user'}]   | ONE_HOUR",
                "'messages':[{'role':'user'}],'tools':[{'cache_control':{'type':'ephemeral','ttl':'1h'}}]  | ONE_HOUR",
                "'messages':[{'role':'user'}],'cache_control':{'ttl':'1h','type':'ephemeral'}              | ONE_HOUR",
                "'messages':[{'role':'user'}],'cache_control':{'type':'ephemeral','ttl':'5m'}              | FIVE_MINUTES",
                "'messages':[{'role':'user','content':'ttl 1h','ttl':'1h'}],'cache_control':null           | FIVE_MINUTES",
                "'messages':[{'role':'user'}],'tools':null                                                 | FIVE_MINUTES",
            })
    void anHourOfCachingIsHeldForWhereverItIsAskedFor(String fields, ChatRequest.Caching caching) {
        String body = "{'model':'m'," + fields + ",'stream':false}";
        assertThat(read(body.replace('\'', '"')).caching()).isEqualTo(caching);
    }

    private static ChatRequest read(String body) {
        return OpenAiRequestReader.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String spliced(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Splice splice = Objects.requireNonNull(OpenAiRequestReader.read(bytes).usageSplice());
        int rest = splice.offset() + splice.replaced();
        return new String(bytes, 0, splice.offset(), StandardCharsets.UTF_8)
                + splice.text()
                + new String(bytes, rest, bytes.length - rest, StandardCharsets.UTF_8);
    }
}
