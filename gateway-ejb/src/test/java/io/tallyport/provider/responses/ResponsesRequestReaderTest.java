package io.tallyport.provider.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallyport.error.GatewayException;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.ChatRequest.Caching;
import io.tallyport.provider.ChatRequest.Span;
import io.tallyport.wire.JsonTree;
import io.tallyport.wire.RecordedStreams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesRequestReaderTest {

    @Test
    void theFactsOfARequestAreReadAndUnknownFieldsPass() {
        ChatRequest request = read("{'instructions':'é','model':'gpt-5','max_output_tokens':7,'stream':true,"
                + "'background':false,'future':{'a':[1,{'b':null}]},'input':'hello'}");
        assertThat(request.model()).isEqualTo("gpt-5");
        assertThat(request.modelAt()).isEqualTo(new Span("{'instructions':'é.','model':".length(), "'gpt-5'".length()));
        assertThat(request.stream()).isTrue();
        assertThat(request.maxOutputTokens()).isEqualTo(7);
        assertThat(request.choices()).isEqualTo(1);
        assertThat(request.caching()).isEqualTo(Caching.FIVE_MINUTES);
        assertThat(request.usageSplice()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'model':'m','input':[{'content':[{'text':'a','cache_control':{'type':'ephemeral','ttl':'1h'}}]}]}",
                "{'model':'m','input':'a','tools':[{'cache_control':{'ttl':'1h'}}]}",
                "{'model':'m','input':'a','cache_control':{'ttl':'1h'}}",
            })
    void anHoursCachingIsSeenWhereverItIsAskedFor(String body) {
        assertThat(read(body).caching()).isEqualTo(Caching.ONE_HOUR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'input':'a'}                                     | model",
                "{'model':5,'input':'a'}                           | model",
                "{'model':'m'}                                     | input",
                "{'model':'m','input':null}                        | input",
                "{'model':'m','input':7}                           | input",
                "{'model':'m','input':[]}                          | input",
                "{'model':'m','input':[{},3]}                      | input[1]",
                "{'model':'m','input':'a','stream':1}              | stream",
                "{'model':'m','input':'a','max_output_tokens':0}   | max_output_tokens",
                "{'model':'m','input':'a','background':true}       | background",
                "{'model':'m','input':'a','input':'b'}             | input",
                "{'model':'m','input':'a'                          | body",
            })
    void aBadRequestIsRefusedByTheNameOfItsField(String body, String param) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> read(body))
                .satisfies(refusal -> assertThat(refusal.param()).isEqualTo(param))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(400));
    }

    @Test
    void everyRecordedRequestIsRead() throws IOException {
        for (Path file : RecordedStreams.of("openai/responses", ".request.json")) {
            byte[] body = Files.readAllBytes(file);
            assertThat(ResponsesRequestReader.read(body).model())
                    .as(file.toString())
                    .isEqualTo(JsonTree.request(body).path("model").asText());
        }
    }

    private static ChatRequest read(String body) {
        return ResponsesRequestReader.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
