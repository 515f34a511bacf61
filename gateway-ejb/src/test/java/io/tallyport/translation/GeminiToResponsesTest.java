package io.tallyport.translation;

import io.tallyport.provider.gemini.GeminiProvider;
import io.tallyport.provider.responses.ResponsesStreamChecker;
import io.tallyport.provider.responses.ResponsesSurface;
import org.jspecify.annotations.Nullable;

class GeminiToResponsesTest extends TranslationContract {

    GeminiToResponsesTest() {
        super(new GeminiProvider(), new ResponsesSurface(), "gemini/streamGenerateContent", "gemini/generateContent");
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
