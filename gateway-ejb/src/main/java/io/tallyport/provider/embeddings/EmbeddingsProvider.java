package io.tallyport.provider.embeddings;

import io.tallyport.chat.WireFormat;
import io.tallyport.provider.Provider;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** OpenAI Embeddings as upstreams speak it. */
@ApplicationScoped
public class EmbeddingsProvider implements Provider {

    @Override
    public WireFormat format() {
        return WireFormat.EMBEDDINGS;
    }

    @Override
    public String path(String model, boolean stream) {
        return "/embeddings";
    }

    @Override
    public Map<String, String> accountHeaders(String secret) {
        return Map.of("authorization", "Bearer " + secret);
    }
}
