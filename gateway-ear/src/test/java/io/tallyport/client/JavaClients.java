package io.tallyport.client;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import io.tallyport.bed.Bed;

/** The vendors' own Java clients, unmodified but for their base URL. */
final class JavaClients {
    private JavaClients() {}

    static OpenAIClient openai(Bed bed, String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(bed.url() + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    static AnthropicClient anthropic(Bed bed, String key) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(bed.url())
                .apiKey(key)
                .maxRetries(0)
                .build();
    }
}
