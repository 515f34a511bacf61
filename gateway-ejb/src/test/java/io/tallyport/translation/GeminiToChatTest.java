package io.tallyport.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.provider.gemini.GeminiProvider;
import io.tallyport.provider.openai.ChatCompletionStreamChecker;
import io.tallyport.provider.openai.OpenAiProvider;
import io.tallyport.provider.openai.OpenAiSurface;
import org.jspecify.annotations.Nullable;

class GeminiToChatTest extends TranslationContract {

    GeminiToChatTest() {
        super(new GeminiProvider(), new OpenAiSurface(), "gemini/streamGenerateContent", "gemini/generateContent");
    }

    @Override
    void check(byte[] stream) {
        assertThat(ChatCompletionStreamChecker.faults(stream)).isEmpty();
    }

    @Override
    @Nullable
    Said readAgain(byte[] bytes, boolean stream) {
        return stream
                ? Said.byStream(new OpenAiProvider().reader(), bytes)
                : Said.byBody(new OpenAiProvider().reader(), bytes);
    }
}
