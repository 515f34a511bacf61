package io.tallyport.workbench.bench.translation;

import io.tallyport.provider.ConversationProvider;
import io.tallyport.provider.ConversationSurface;
import io.tallyport.provider.anthropic.AnthropicProvider;
import io.tallyport.provider.anthropic.AnthropicSurface;
import io.tallyport.provider.gemini.GeminiProvider;
import io.tallyport.provider.openai.OpenAiProvider;
import io.tallyport.provider.openai.OpenAiSurface;
import io.tallyport.provider.responses.ResponsesSurface;
import java.util.Locale;

/** From an upstream's format to a caller's. */
public enum Direction {
    MESSAGES_TO_CHAT("anthropic/messages", new AnthropicProvider(), new OpenAiSurface()),
    MESSAGES_TO_RESPONSES("anthropic/messages", new AnthropicProvider(), new ResponsesSurface()),
    CHAT_TO_MESSAGES("openai/chat", new OpenAiProvider(), new AnthropicSurface()),
    CHAT_TO_RESPONSES("openai/chat", new OpenAiProvider(), new ResponsesSurface()),
    GEMINI_TO_CHAT("gemini/streamGenerateContent", new GeminiProvider(), new OpenAiSurface()),
    GEMINI_TO_MESSAGES("gemini/streamGenerateContent", new GeminiProvider(), new AnthropicSurface());

    private final String recordings;
    private final ConversationProvider provider;
    private final ConversationSurface surface;

    Direction(String recordings, ConversationProvider provider, ConversationSurface surface) {
        this.recordings = recordings;
        this.provider = provider;
        this.surface = surface;
    }

    /** Folder of the recorded streams. */
    String recordings() {
        return recordings;
    }

    ConversationProvider provider() {
        return provider;
    }

    ConversationSurface surface() {
        return surface;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
