package io.tallyport.token;

import io.tallyport.chat.WireFormat;
import io.tallyport.choice.Routes;
import io.tallyport.error.GatewayException;
import io.tallyport.key.Caller;
import io.tallyport.limit.Admission;
import io.tallyport.limit.Limits;
import io.tallyport.provider.ConversationSurface;
import io.tallyport.provider.Formats;
import io.tallyport.tier.Tiers;
import io.tallyport.wire.JsonFields;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Answers {@code count_tokens}: free and whatever the balance (money.md B13), limited like any other call. Anthropic's
 * bodies are those of Messages without {@code max_tokens}.
 */
@ApplicationScoped
public class CountTokens {
    private static final byte[] MAX_TOKENS = "\"max_tokens\":1,".getBytes(StandardCharsets.US_ASCII);

    @Inject
    private Routes routes;

    @Inject
    private Formats formats;

    @Inject
    private Limits limits;

    @Inject
    private Tiers tiers;

    @Inject
    private TokenCounter counter;

    /**
     * Input tokens of a Messages request. Takes long: not for I/O threads.
     *
     * @throws GatewayException 400 naming the field at fault, 403 or 404 for the model, 429
     */
    public long messages(byte[] body, Caller caller) {
        caller.requireServed();
        Admission admission = limits.enter(caller, tiers.standing(caller.walletId()));
        try {
            ConversationSurface surface = (ConversationSurface) formats.surface(WireFormat.MESSAGES);
            byte[] complete = withMaxTokens(body);
            String name = surface.read(complete).model();
            return counter.count(
                    surface,
                    complete,
                    routes.named(name, WireFormat.MESSAGES, caller).model());
        } finally {
            admission.leave();
        }
    }

    /** The same body, as the reader of Messages demands it. */
    static byte[] withMaxTokens(byte[] body) {
        boolean[] found = {false, false};
        JsonFields.each(body, (name, value) -> {
            found[0] = true;
            found[1] |= name.equals("max_tokens");
            return false;
        });
        boolean hasFields = found[0];
        boolean hasMaxTokens = found[1];
        if (!hasFields || hasMaxTokens) {
            return body;
        }
        int start = 0;
        while (body[start] != '{') {
            start++;
        }
        ByteArrayOutputStream complete = new ByteArrayOutputStream(body.length + MAX_TOKENS.length);
        complete.write(body, 0, start + 1);
        complete.writeBytes(MAX_TOKENS);
        complete.write(body, start + 1, body.length - start - 1);
        return complete.toByteArray();
    }
}
