package io.tallyport.translation;

import io.tallyport.provider.anthropic.AnthropicProvider;
import io.tallyport.provider.responses.ResponsesStreamChecker;
import io.tallyport.provider.responses.ResponsesSurface;
import org.jspecify.annotations.Nullable;

class MessagesToResponsesTest extends TranslationContract {

    MessagesToResponsesTest() {
        super(new AnthropicProvider(), new ResponsesSurface(), "anthropic/messages");
    }

    @Override
    void check(byte[] stream) {
        ResponsesStreamChecker.check(stream);
    }

    @Override
    @Nullable
    Said readAgain(byte[] bytes, boolean stream) {
        return null;
    }
}
