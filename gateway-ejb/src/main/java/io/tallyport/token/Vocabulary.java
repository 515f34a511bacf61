package io.tallyport.token;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;

/** A byte-pair vocabulary of OpenAI's. Loading one takes some 200 ms and 25 MB, once. */
enum Vocabulary {
    /** GPT-4o and later. */
    O200K(EncodingType.O200K_BASE),
    /** GPT-3.5 and GPT-4. */
    CL100K(EncodingType.CL100K_BASE);

    private static final EncodingRegistry REGISTRY = Encodings.newLazyEncodingRegistry();

    private final EncodingType type;

    Vocabulary(EncodingType type) {
        this.type = type;
    }

    /** Tokens of a text in which nothing is special: {@code <|endoftext|>} is what somebody wrote. */
    int count(String text) {
        return encoding().countTokensOrdinary(text);
    }

    Encoding encoding() {
        return REGISTRY.getEncoding(type);
    }
}
