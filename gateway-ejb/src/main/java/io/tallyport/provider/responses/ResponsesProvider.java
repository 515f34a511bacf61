package io.tallyport.provider.responses;

import io.tallyport.chat.WireFormat;
import io.tallyport.provider.Provider;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** OpenAI Responses, for calls that come in the same format. */
@ApplicationScoped
public class ResponsesProvider implements Provider {

    @Override
    public WireFormat format() {
        return WireFormat.RESPONSES;
    }

    @Override
    public String path(String model, boolean stream) {
        return "/responses";
    }

    @Override
    public Map<String, String> accountHeaders(String secret) {
        return Map.of("authorization", "Bearer " + secret);
    }
}
