package io.tallyport.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.wire.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds a stream of chat completion chunks against what real streams obey (wire.md section 3).
 *
 * <p>Reusable by whatever makes such streams: {@code assertThat(ChatCompletionStreamChecker.faults(stream)).isEmpty()}.
 */
public final class ChatCompletionStreamChecker {
    private static final String DATA = "data: ";
    private static final Set<String> REASONS =
            Set.of("stop", "length", "tool_calls", "content_filter", "function_call");
    private static final List<String> SAME = List.of("id", "created", "model", "object");

    private final List<String> faults = new ArrayList<>();
    private final Map<Integer, Choice> choices = new HashMap<>();
    private Optional<ObjectNode> first = Optional.empty();
    private boolean showsUsage;
    private boolean usageCame;

    private static final class Choice {
        private boolean finished;
        private boolean callsLegacyFunction;
        private final List<StringBuilder> calls = new ArrayList<>();
    }

    private ChatCompletionStreamChecker() {}

    /** What is wrong with a whole stream; nothing if it is as real ones are. */
    public static List<String> faults(byte[] stream) {
        ChatCompletionStreamChecker checker = new ChatCompletionStreamChecker();
        checker.check(new String(stream, StandardCharsets.UTF_8));
        return List.copyOf(checker.faults);
    }

    private void check(String stream) {
        expect(!stream.contains("\r"), "lines end in LF");
        expect(stream.endsWith("\n\n"), "the last event ends with a blank line");
        List<String> events = List.of(stream.split("\n\n", -1));
        List<String> whole = events.subList(0, events.size() - 1);
        expect(!whole.isEmpty() && whole.getLast().equals(DATA + "[DONE]"), "the last event is [DONE]");
        for (String event : whole.isEmpty() ? whole : whole.subList(0, whole.size() - 1)) {
            expect(event.startsWith(DATA) && event.indexOf('\n') < 0, "an event is one data line: " + event);
            byte[] payload =
                    event.substring(Math.min(event.length(), DATA.length())).getBytes(StandardCharsets.UTF_8);
            JsonTree.object(payload, 0, payload.length)
                    .ifPresentOrElse(this::chunk, () -> faults.add("a chunk is one JSON object: " + event));
        }
        expect(!choices.isEmpty(), "there is a choice");
        choices.values().forEach(choice -> expect(choice.finished, "every choice has a finish_reason"));
        expect(usageCame == showsUsage, "usage comes where chunks have the field");
    }

    private void chunk(ObjectNode chunk) {
        if (first.isEmpty()) {
            first = Optional.of(chunk);
            showsUsage = chunk.has("usage");
            String id = chunk.path("id").asText();
            expect(id.startsWith("chatcmpl-") && id.length() >= 38, "the id is chatcmpl- and at least 29 characters");
            expect(chunk.path("created").isIntegralNumber(), "created is in seconds");
            expect(
                    chunk.path("object").asText().equals("chat.completion.chunk"),
                    "the object is chat.completion.chunk");
        }
        for (String name : SAME) {
            expect(chunk.path(name).equals(first.get().path(name)), "all chunks share " + name);
        }
        expect(chunk.path("choices").isArray(), "choices is an array");
        if (chunk.path("choices").isEmpty()) {
            withoutChoices(chunk);
            return;
        }
        expect(!usageCame, "no choice follows the usage");
        expect(chunk.has("usage") == showsUsage, "all chunks have usage, or none");
        expect(!chunk.has("usage") || chunk.get("usage").isNull(), "usage is null where there are choices");
        chunk.get("choices").forEach(this::choice);
    }

    private void withoutChoices(ObjectNode chunk) {
        if (chunk.has("moderation") && usageCame) {
            return;
        }
        JsonNode usage = chunk.path("usage");
        expect(showsUsage && usage.isObject(), "a chunk without choices has the usage that was asked for");
        expect(!usageCame, "usage comes once");
        choices.values().forEach(choice -> expect(choice.finished, "usage comes after the finish"));
        usageCame = true;
        long prompt = usage.path("prompt_tokens").asLong(-1);
        long completion = usage.path("completion_tokens").asLong(-1);
        expect(prompt >= 0 && completion >= 0, "usage counts tokens");
        expect(usage.path("total_tokens").asLong() == prompt + completion, "total_tokens is the sum");
        JsonNode details = usage.path("prompt_tokens_details");
        expect(
                details.path("cached_tokens").asLong()
                                + details.path("cache_write_tokens").asLong()
                        <= prompt,
                "prompt_tokens includes cached and written ones");
    }

    private void choice(JsonNode value) {
        int index = value.path("index").asInt(-1);
        expect(index >= 0, "a choice has its index");
        boolean opens = !choices.containsKey(index);
        Choice choice = choices.computeIfAbsent(index, any -> new Choice());
        expect(!choice.finished, "nothing follows a choice's finish_reason");
        JsonNode delta = value.path("delta");
        expect(delta.isObject(), "a choice has a delta");
        expect(delta.has("role") == opens, "the role comes once, first");
        expect(!opens || delta.path("role").asText().equals("assistant"), "the role is assistant");
        choice.callsLegacyFunction |= delta.has("function_call");
        delta.path("tool_calls").forEach(call -> call(choice, call));
        expect(value.has("finish_reason"), "finish_reason is there, null or not");
        if (!value.path("finish_reason").isNull()) {
            finish(choice, delta, value.path("finish_reason").asText());
        }
    }

    private void call(Choice choice, JsonNode call) {
        int index = call.path("index").asInt(-1);
        JsonNode function = call.path("function");
        boolean head = index == choice.calls.size();
        expect(index >= 0 && index <= choice.calls.size(), "calls count 0, 1, 2: " + call);
        expect(function.path("arguments").isTextual(), "arguments are text: " + call);
        if (head) {
            choice.calls.add(new StringBuilder());
            expect(!call.path("id").asText().isEmpty(), "a call's head has its id: " + call);
            expect(call.path("type").asText().equals("function"), "a call's head has its type: " + call);
            expect(!function.path("name").asText().isEmpty(), "a call's head has its name: " + call);
        } else {
            expect(Set.of("index", "function").containsAll(names(call)), "only the head names a call: " + call);
            expect(names(function).equals(List.of("arguments")), "only the head names a function: " + call);
        }
        if (index >= 0 && index < choice.calls.size()) {
            choice.calls.get(index).append(function.path("arguments").asText());
        }
    }

    private void finish(Choice choice, JsonNode delta, String reason) {
        choice.finished = true;
        expect(delta.isEmpty(), "the finish has an empty delta");
        expect(REASONS.contains(reason), "the finish_reason is known: " + reason);
        expect(!reason.equals("tool_calls") || !choice.calls.isEmpty(), "tool_calls come before they are the reason");
        // A forced call of a named function may end with stop.
        boolean fits = choice.calls.isEmpty() || Set.of("tool_calls", "stop").contains(reason);
        expect(fits, "calls are the reason where there are any: " + reason);
        expect(
                !reason.equals("function_call") || choice.callsLegacyFunction,
                "a function_call comes before its reason");
        for (StringBuilder arguments : choice.calls) {
            expect(
                    JsonTree.value(arguments.toString())
                            .filter(JsonNode::isObject)
                            .isPresent(),
                    "arguments add up to an object: " + arguments);
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        for (Iterator<String> each = object.fieldNames(); each.hasNext(); ) {
            names.add(each.next());
        }
        return names;
    }

    private void expect(boolean holds, String rule) {
        if (!holds && !faults.contains(rule)) {
            faults.add(rule);
        }
    }
}
