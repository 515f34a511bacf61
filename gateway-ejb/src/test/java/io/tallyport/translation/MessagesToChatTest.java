package io.tallyport.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.provider.anthropic.AnthropicProvider;
import io.tallyport.provider.openai.ChatCompletionStreamChecker;
import io.tallyport.provider.openai.OpenAiProvider;
import io.tallyport.provider.openai.OpenAiSurface;
import org.jspecify.annotations.Nullable;

class MessagesToChatTest extends TranslationContract {

    MessagesToChatTest() {
        super(new AnthropicProvider(), new OpenAiSurface(), "anthropic/messages");
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
