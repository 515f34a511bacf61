package io.tallyport.affinity;

import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.Surface;
import io.tallyport.provider.anthropic.AnthropicSurface;
import io.tallyport.provider.openai.OpenAiSurface;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Requests as they come in, hashed. */
final class Read {
    private Read() {}

    static AffinityKey messages(String body, String pepper, long wallet, @Nullable String session) {
        return hash(new AnthropicSurface(), body, pepper, wallet, session);
    }

    static AffinityKey chat(String body) {
        return hash(new OpenAiSurface(), body, "pepper", 1, null);
    }

    private static AffinityKey hash(
            Surface surface, String text, String pepper, long wallet, @Nullable String session) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        ChatRequest request = surface.read(body);
        return PromptHash.under(pepper).of(wallet, request.model(), body, request, session);
    }
}
