package io.tallyport.translation;

import io.tallyport.provider.anthropic.AnthropicProvider;
import io.tallyport.provider.anthropic.AnthropicSurface;
import io.tallyport.provider.anthropic.MessagesStreamChecker;
import io.tallyport.provider.gemini.GeminiProvider;
import org.jspecify.annotations.Nullable;

class GeminiToMessagesTest extends TranslationContract {

    GeminiToMessagesTest() {
        super(new GeminiProvider(), new AnthropicSurface(), "gemini/streamGenerateContent", "gemini/generateContent");
    }

    @Override
    void check(byte[] stream) {
        MessagesStreamChecker.check(stream);
    }

    @Override
    @Nullable
    Said readAgain(byte[] bytes, boolean stream) {
        return stream
                ? Said.byStream(new AnthropicProvider().reader(), bytes)
                : Said.byBody(new AnthropicProvider().reader(), bytes);
    }
}
