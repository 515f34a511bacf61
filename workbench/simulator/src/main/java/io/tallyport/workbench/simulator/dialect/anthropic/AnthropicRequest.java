package io.tallyport.workbench.simulator.dialect.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tallyport.workbench.simulator.dialect.Asked;
import io.tallyport.workbench.simulator.dialect.Asked.Call;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;
import io.tallyport.workbench.simulator.dialect.RequestFields;
import io.tallyport.workbench.simulator.dialect.RequestFields.Slice;
import io.tallyport.workbench.simulator.prompt.Ttl;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads and checks the body of {@code POST /v1/messages}. */
final class AnthropicRequest {
    private AnthropicRequest() {}

    /** @param limitRequired false for {@code count_tokens}, which knows no {@code max_tokens} */
    static Asked read(byte[] body, boolean limitRequired) {
        try {
            RequestFields fields = RequestFields.read(body, 0, body.length);
            return check(fields, limitRequired);
        } catch (JsonProcessingException e) {
            return Refusal.of(400, "The request body is not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Asked check(RequestFields fields, boolean limitRequired) throws IOException {
        String model = fields.text("model");
        if (model == null) {
            return Refusal.of(400, "model: Field required");
        }
        Slice messages = fields.slice("messages");
        if (messages == null) {
            return Refusal.of(400, "messages: Field required");
        }
        if (!messages.isArray()) {
            return Refusal.of(400, "messages: Input should be a valid list");
        }
        long limit = fields.number("max_tokens").orElse(limitRequired ? -1 : 0);
        if (limitRequired && !fields.has("max_tokens")) {
            return Refusal.of(400, "max_tokens: Field required");
        }
        if (limitRequired && limit < 1) {
            return Refusal.of(400, "max_tokens: Input should be greater than or equal to 1");
        }
        AnthropicPrompt prompt = new AnthropicPrompt(fields);
        prompt.read(messages);
        return prompt.complaint()
                .map(complaint -> (Asked) Refusal.of(400, complaint))
                .orElseGet(() -> new Call(
                        model,
                        fields.flag("stream"),
                        (int) Math.min(limit, Integer.MAX_VALUE),
                        1,
                        true,
                        Ttl.FIVE_MINUTES,
                        prompt.finish()));
    }
}
