package io.tallyport.provider.openai.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.catalog.Capability;
import io.tallyport.catalog.Model;
import io.tallyport.chat.AnswerFormat;
import io.tallyport.chat.Conversation;
import io.tallyport.chat.Sampling;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.Target;
import io.tallyport.wire.JsonTree;
import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes a conversation as a chat completion request, for OpenAI and the vendors that took its format over. */
public final class ConversationWriter {
    private static final int MOST_STOPS = 4;
    private static final Pattern FORMAT_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final String DEFAULT_FORMAT_NAME = "answer";

    /** What a caller of another format cannot ask for in passing: it would change the price or the answer's shape. */
    private static final Set<String> NOT_IN_PASSING = Set.of(
            "audio",
            "function_call",
            "functions",
            "logprobs",
            "max_completion_tokens",
            "max_tokens",
            "modalities",
            "n",
            "service_tier",
            "stream",
            "stream_options",
            "top_logprobs",
            "web_search_options");

    private final Conversation conversation;
    private final Model model;
    private final Vendor vendor;
    private final boolean noStreamOptions;
    private final ObjectNode body = JsonTree.newObject();

    private ConversationWriter(Conversation conversation, Target target) {
        this.conversation = conversation;
        this.model = target.model();
        this.noStreamOptions = target.noStreamOptions();
        this.vendor = Vendor.of(model.provider());
    }

    /** @throws GatewayException 400 that names the field which the target cannot express */
    public static byte[] write(Conversation conversation, Target target) {
        return JsonTree.bytes(new ConversationWriter(conversation, target).body());
    }

    private ObjectNode body() {
        body.put("model", conversation.model());
        body.set("messages", new MessageWriter(vendor, model.can(Capability.THINKING)).messages(conversation));
        new ToolWriter(vendor).write(conversation, body);
        sampling(conversation.sampling());
        EffortWord.of(conversation.reasoning(), model).ifPresent(effort -> body.put("reasoning_effort", effort));
        answerFormat(conversation.answerFormat());
        user();
        stream();
        extras();
        return body;
    }

    private void sampling(Sampling sampling) {
        if (sampling.choices() > 1) {
            throw Fields.unsupported("n");
        }
        if (sampling.logprobs() || sampling.topLogprobs() != null) {
            throw Fields.unsupported("logprobs");
        }
        Long most = sampling.maxOutputTokens();
        if (most != null) {
            body.put(vendor == Vendor.OPENAI ? "max_completion_tokens" : "max_tokens", most);
        }
        number("temperature", sampling.temperature());
        number("top_p", sampling.topP());
        topK(sampling.topK());
        stop(sampling);
        if (sampling.seed() != null) {
            body.put(vendor == Vendor.MISTRAL ? "random_seed" : "seed", sampling.seed());
        }
        number("frequency_penalty", sampling.frequencyPenalty());
        number("presence_penalty", sampling.presencePenalty());
        if (sampling.logitBias() != null) {
            body.set("logit_bias", sampling.logitBias());
        }
    }

    private void number(String name, @Nullable BigDecimal value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    private void topK(@Nullable Long topK) {
        if (topK == null) {
            return;
        }
        if (vendor == Vendor.OPENAI) {
            throw Fields.unsupported("top_k");
        }
        body.put("top_k", topK);
    }

    private void stop(Sampling sampling) {
        if (vendor == Vendor.OPENAI && sampling.stop().size() > MOST_STOPS) {
            throw GatewayException.untranslatable(
                    "stop_sequences", "stop_sequences can be at most " + MOST_STOPS + " at this model's provider.");
        }
        if (!sampling.stop().isEmpty()) {
            sampling.stop().forEach(body.withArray("stop")::add);
        }
    }

    private void answerFormat(@Nullable AnswerFormat format) {
        switch (format) {
            case null -> {}
            case AnswerFormat.JsonObject object ->
                body.putObject("response_format").put("type", "json_object");
            case AnswerFormat.JsonSchema schema -> {
                ObjectNode written = body.putObject("response_format").put("type", "json_schema");
                jsonSchema(schema, written.putObject("json_schema"));
            }
        }
    }

    private static void jsonSchema(AnswerFormat.JsonSchema schema, ObjectNode written) {
        boolean named = FORMAT_NAME.matcher(schema.name()).matches();
        written.put("name", named ? schema.name() : DEFAULT_FORMAT_NAME);
        if (schema.description() != null) {
            written.put("description", schema.description());
        }
        written.set("schema", schema.schema());
        if (schema.strict() != null) {
            written.put("strict", schema.strict());
        }
    }

    private void user() {
        String user = conversation.user();
        if (vendor == Vendor.OPENAI) {
            if (user != null) {
                body.put("safety_identifier", Vendor.shortUser(user));
            }
            if (conversation.cacheKey() != null) {
                body.put("prompt_cache_key", conversation.cacheKey());
            }
            return;
        }
        if (user != null && vendor != Vendor.MISTRAL) {
            body.put("user", user);
        }
    }

    /** Mistral reports usage unasked, and refuses to be asked. */
    private void stream() {
        if (!conversation.stream()) {
            return;
        }
        body.put("stream", true);
        if (vendor != Vendor.MISTRAL && !noStreamOptions) {
            body.putObject("stream_options").put("include_usage", true);
        }
    }

    private void extras() {
        new TreeMap<>(conversation.extras()).forEach((name, value) -> {
            if (NOT_IN_PASSING.contains(name) || body.has(name)) {
                throw Fields.unsupported(name);
            }
            body.set(name, value);
        });
    }
}
