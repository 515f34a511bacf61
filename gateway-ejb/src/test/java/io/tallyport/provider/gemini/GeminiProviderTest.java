package io.tallyport.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.provider.UpstreamError;
import io.tallyport.wire.JsonTree;
import io.tallyport.wire.RecordedStreams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiProviderTest {
    private final GeminiProvider provider = new GeminiProvider();

    @Test
    void aModelsNameIsOneSegmentOfThePath() {
        assertThat(provider.path("gemini-2.5-flash", false))
                .isEqualTo("/v1beta/models/gemini-2.5-flash:generateContent");
        assertThat(provider.path("tuned/x y?z", true))
                .isEqualTo("/v1beta/models/tuned%2Fx%20y%3Fz:streamGenerateContent?alt=sse");
        assertThat(provider.accountHeaders("secret")).containsExactly(Map.entry("x-goog-api-key", "secret"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            delimiter = '|',
            value = {
                "400 | {'error':{'code':400,'message':'No.','status':'INVALID_ARGUMENT'}}                          | 400 | No. | null",
                "400 | [{'error':{'code':400,'message':'No.','status':'INVALID_ARGUMENT'}}]                        | 400 | No. | null",
                "400 | {'error':{'message':'No.','details':[{'links':[]},{'reason':'API_KEY_INVALID'}]}}           | 401 | No. | null",
                "400 | {'error':{'message':'No.','details':[{'reason':'FIELD_INVALID'}]}}                          | 400 | No. | null",
                "400 | {'error':{'message':'Enable billing.','status':'FAILED_PRECONDITION'}}                      | 403 | Enable billing. | null",
                "403 | {'error':{'message':'No.','status':'PERMISSION_DENIED'}}                                    | 403 | No. | null",
                "429 | {'error':{'message':'Slow.','details':[{'retryDelay':'34.4s'}]}}                            | 429 | Slow. | 35",
                "429 | {'error':{'message':'Slow.','details':[{'retryDelay':'48s'}]}}                              | 429 | Slow. | 48",
                "429 | {'error':{'message':'Slow.','details':[{'retryDelay':'0.000001s'}]}}                        | 429 | Slow. | 1",
                "429 | {'error':{'message':'Slow.','details':[{'retryDelay':'soons'}]}}                            | 429 | Slow. | null",
                "429 | {'error':{'message':'Slow.','details':[{'retryDelay':'1.2.3s'}]}}                           | 429 | Slow. | null",
                "429 | {'error':{'message':'Slow.','details':[{'retryDelay':'s'}]}}                                | 429 | Slow. | null",
                "429 | {'error':{'message':'Slow.','details':[{'retryDelay':'9999999999999s'}]}}                   | 429 | Slow. | null",
                "502 | <html>                                                                                     | 502 | The model provider refused the request. | null",
                "500 | []                                                                                         | 500 | The model provider refused the request. | null",
            })
    void anErrorsCauseAndPauseAreRead(int status, String body, int cause, String message, @Nullable String retryAfter) {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertThat(provider.readError(status, bytes)).isEqualTo(new UpstreamError(cause, message, retryAfter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini/generateContent", "gemini/countTokens", "gemini/embedContent"})
    void everyRecordedErrorIsRead(String api) throws IOException {
        for (Path file : RecordedStreams.of(api, ".response.json")) {
            byte[] body = Files.readAllBytes(file);
            JsonNode error = JsonTree.request(body).path("error");
            if (error.isMissingNode()) {
                continue;
            }
            int code = error.path("code").asInt();
            UpstreamError read = provider.readError(code, body);
            assertThat(read.message())
                    .as(file.toString())
                    .isEqualTo(error.path("message").asText());
            assertThat(read.status()).as(file.toString()).isEqualTo(code == 400 ? 401 : code);
            assertThat(read.retryAfter() != null).as(file.toString()).isEqualTo(code == 429);
        }
    }
}
