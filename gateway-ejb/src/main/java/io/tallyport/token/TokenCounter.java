package io.tallyport.token;

import io.tallyport.catalog.Model;
import io.tallyport.chat.Conversation;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.ConversationSurface;
import io.tallyport.wire.DeliveredText;
import io.tallyport.wire.JsonFields;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Counts as the model's provider would, or nearly (docs/token-counting.md). Each call takes up to tens of milliseconds of
 * processor time, whatever the size of its text: not for I/O threads.
 */
@ApplicationScoped
public class TokenCounter {

    /** All input tokens of a request: text, tools, images, documents and what stands around them. */
    public long count(Conversation conversation, Model model) {
        return InputTally.of(conversation, ModelRules.of(model));
    }

    /** The same of a request's body; what cannot be read as a conversation is counted as the text it is. */
    public long count(ConversationSurface surface, byte[] body, Model model) {
        try {
            return count(surface.conversation(body), model);
        } catch (GatewayException e) {
            if (e.code() != ErrorCode.UNTRANSLATABLE) {
                throw e;
            }
            DeliveredText texts = new DeliveredText();
            JsonFields.each(body, (name, value) -> {
                texts.addAll(value);
                return false;
            });
            return count(texts.excerpt(), texts.characters(), model);
        }
    }

    /** Tokens of a text, as part of an answer. */
    public long count(String text, Model model) {
        return count(text, text.length(), model);
    }

    /** Tokens of a text of so many characters, of which an excerpt is known. */
    public long count(String excerpt, long characters, Model model) {
        if (excerpt.isEmpty()) {
            return 0;
        }
        TextTally tally = new TextTally();
        tally.add(excerpt);
        TokenRules rules = ModelRules.of(model);
        long tokens = rules.text(tally.tokens(rules.vocabulary()));
        return Math.multiplyExact(tokens, characters) / excerpt.length();
    }
}
