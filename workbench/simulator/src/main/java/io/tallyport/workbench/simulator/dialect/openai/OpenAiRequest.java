package io.tallyport.workbench.simulator.dialect.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.workbench.simulator.dialect.Asked;
import io.tallyport.workbench.simulator.dialect.Asked.Call;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;
import io.tallyport.workbench.simulator.dialect.PromptReader;
import io.tallyport.workbench.simulator.dialect.RequestFields;
import io.tallyport.workbench.simulator.dialect.RequestFields.Slice;
import io.tallyport.workbench.simulator.prompt.Prompt;
import io.tallyport.workbench.simulator.prompt.PromptDigest;
import io.tallyport.workbench.simulator.prompt.Ttl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads and checks the body of {@code POST /v1/chat/completions}. */
final class OpenAiRequest {
    private static final int MAXIMUM_CHOICES = 128;

    private OpenAiRequest() {}

    static Asked read(byte[] body) {
        try {
            return check(RequestFields.read(body, 0, body.length));
        } catch (JsonProcessingException e) {
            return Refusal.of(
                    400,
                    "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your"
                            + " HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was"
                            + " not valid JSON.)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Asked check(RequestFields fields) throws IOException {
        String model = fields.text("model");
        if (model == null) {
            return Refusal.of(400, "you must provide a model parameter");
        }
        Slice messages = fields.array("messages");
        if (messages == null) {
            return new Refusal(
                    400, "Missing required parameter: 'messages'.", "messages", "missing_required_parameter");
        }
        Slice options = fields.slice("stream_options");
        boolean stream = fields.flag("stream");
        if (options != null && !stream) {
            return new Refusal(
                    400,
                    "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
                    "stream_options",
                    null);
        }
        long choices = fields.number("n").orElse(1);
        if (choices < 1 || choices > MAXIMUM_CHOICES) {
            return belowMinimum("n", choices);
        }
        String limitName = fields.has("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
        long limit = fields.number(limitName).orElse(Integer.MAX_VALUE);
        if (limit < 1) {
            return belowMinimum(limitName, limit);
        }
        Prompt prompt = prompt(fields, messages);
        if (prompt.blocks().isEmpty()) {
            return new Refusal(
                    400,
                    "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array"
                            + " instead.",
                    "messages",
                    "empty_array");
        }
        return new Call(
                model,
                stream,
                (int) Math.min(limit, Integer.MAX_VALUE),
                (int) choices,
                options != null && fields.object(options).flag("include_usage"),
                "24h".equals(fields.text("prompt_cache_retention")) ? Ttl.ONE_DAY : Ttl.TEN_MINUTES,
                prompt);
    }

    private static Refusal belowMinimum(String name, long value) {
        return new Refusal(
                400,
                String.format(Locale.ROOT, "Invalid '%s': integer out of range. Got %d instead.", name, value),
                name,
                "integer_below_min_value");
    }

    /** Tools first, then messages; one block for each message. */
    private static Prompt prompt(RequestFields fields, Slice messages) throws IOException {
        PromptDigest digest = new PromptDigest();
        PromptReader reader = new PromptReader(digest);
        readAll(fields, fields.array("tools"), reader, null);
        digest.structure('m');
        readAll(fields, messages, reader, digest);
        return digest.finish();
    }

    private static void readAll(
            RequestFields fields, @Nullable Slice slice, PromptReader reader, @Nullable PromptDigest blocks)
            throws IOException {
        if (slice == null) {
            return;
        }
        try (JsonParser parser = fields.parser(slice)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                reader.value(parser, true);
                if (blocks != null) {
                    blocks.endBlock(null);
                }
            }
        }
    }
}
