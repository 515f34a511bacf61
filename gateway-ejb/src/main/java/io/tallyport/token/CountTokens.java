package io.tallyport.token;

import io.tallyport.catalog.Catalog;
import io.tallyport.catalog.Model;
import io.tallyport.chat.WireFormat;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.key.Caller;
import io.tallyport.limit.Limits;
import io.tallyport.provider.ConversationSurface;
import io.tallyport.upstream.UpstreamAccounts;
import io.tallyport.wire.JsonFields;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
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
    private Catalog catalog;

    @Inject
    private UpstreamAccounts accounts;

    @Inject
    private Limits limits;

    @Inject
    private TokenCounter counter;

    @Inject
    @Any
    private Instance<ConversationSurface> surfaces;

    /**
     * Input tokens of a Messages request. Takes long: not for I/O threads.
     *
     * @param address the caller's
     * @throws GatewayException 400 naming the field at fault, 403 or 404 for the model, 429
     */
    public long messages(byte[] body, Caller caller, String address) {
        if (caller.suspended()) {
            throw new GatewayException(ErrorCode.ORGANISATION_SUSPENDED, "Your organisation is suspended.");
        }
        limits.enter(caller, address);
        try {
            ConversationSurface surface = surface(WireFormat.MESSAGES);
            byte[] complete = withMaxTokens(body);
            Model model = model(surface.read(complete).model(), caller);
            return counter.count(surface.conversation(complete), model);
        } finally {
            limits.leave();
        }
    }

    private Model model(String name, Caller caller) {
        Model model = catalog.find(name)
                .filter(Model::isOpenForChat)
                .filter(found -> !accounts.serving(found).isEmpty())
                .orElseThrow(() -> new GatewayException(ErrorCode.MODEL_NOT_FOUND, "model: " + name));
        if (!caller.mayUse(name) && !caller.mayUse(model.id())) {
            throw new GatewayException(ErrorCode.MODEL_NOT_ALLOWED, "Your key may not use the model " + name + ".");
        }
        return model;
    }

    private ConversationSurface surface(WireFormat format) {
        return surfaces.stream()
                .filter(surface -> surface.format() == format)
                .findFirst()
                .orElseThrow();
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
