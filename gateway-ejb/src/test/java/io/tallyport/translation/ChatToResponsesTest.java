package io.tallyport.translation;

import io.tallyport.provider.openai.OpenAiProvider;
import io.tallyport.provider.responses.ResponsesStreamChecker;
import io.tallyport.provider.responses.ResponsesSurface;
import org.jspecify.annotations.Nullable;

class ChatToResponsesTest extends TranslationContract {

    ChatToResponsesTest() {
        super(new OpenAiProvider(), new ResponsesSurface(), "openai/chat");
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
