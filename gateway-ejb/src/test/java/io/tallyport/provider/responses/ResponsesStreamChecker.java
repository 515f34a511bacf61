package io.tallyport.provider.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.wire.EventSplitter;
import io.tallyport.wire.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds a stream of {@code /v1/responses} to the rules that OpenAI's own streams keep: numbering, the order in which
 * items and parts open and close, texts equal to their deltas, and a last event that repeats the items.
 */
public final class ResponsesStreamChecker {
    private static final Set<String> ENDS = Set.of("response.completed", "response.incomplete", "response.failed");

    private final List<String> events = new ArrayList<>();
    private final List<ItemChecker> items = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private @Nullable Long lastNumber;
    private String responseId = "";
    private @Nullable ObjectNode response;

    private ResponsesStreamChecker() {}

    /**
     * The response object that the stream ends with.
     *
     * @throws AssertionError that names the event which breaks a rule
     */
    public static ObjectNode check(byte[] stream) {
        ResponsesStreamChecker checker = new ResponsesStreamChecker();
        EventSplitter splitter = new EventSplitter();
        splitter.accept(stream, stream.length, checker::event);
        checker.require(splitter.rest().length == 0, "bytes behind the last whole event");
        checker.require(checker.response != null, "the stream has no last event");
        return Objects.requireNonNull(checker.response);
    }

    private void event(byte[] bytes, int from, int to) {
        String[] lines = new String(bytes, from, to - from, StandardCharsets.UTF_8).split("\n", -1);
        require(lines.length == 4, "an event is an event line, a data line and a blank one");
        require(lines[0].startsWith("event: ") && lines[1].startsWith("data: "), "the event's lines");
        byte[] payload = lines[1].substring("data: ".length()).getBytes(StandardCharsets.UTF_8);
        ObjectNode data = JsonTree.object(payload, 0, payload.length).orElseThrow(() -> broken("data is no object"));
        String type = data.path("type").asText();
        events.add(type);
        require(lines[0].equals("event: " + type), "the event line names the type");
        require(response == null, "nothing follows the last event");
        number(data);
        take(type, data);
    }

    private void number(ObjectNode data) {
        JsonNode number = data.path("sequence_number");
        if (events.size() == 1) {
            lastNumber = number.isMissingNode() ? null : number.longValue() - 1;
            require(number.asLong() <= 1, "numbers start at 0, or at 1 where the answer was queued");
        }
        if (lastNumber == null) {
            require(number.isMissingNode(), "either all events are numbered or none");
            return;
        }
        lastNumber++;
        require(number.isIntegralNumber() && number.longValue() == lastNumber, "numbers rise by one");
    }

    private void take(String type, ObjectNode data) {
        switch (type) {
            case "response.created", "response.queued" -> begin(data);
            case "response.in_progress" -> {
                require(events.size() == 2, "in_progress is the second event");
                require(data.path("response").path("id").asText().equals(responseId), "one response id");
            }
            case "response.output_item.added" -> added(data);
            case "response.output_item.done" -> item(data).done(data.path("item"));
            case "response.completed", "response.incomplete", "response.failed" -> end(type, data);
            default -> {
                require(type.startsWith("response."), "a type of the Responses API");
                require(item(data).id.equals(data.path("item_id").asText()), "item_id is the item's at output_index");
                item(data).take(type, data);
            }
        }
    }

    private void begin(ObjectNode data) {
        require(events.size() == 1, "created is the first event");
        JsonNode begun = data.path("response");
        responseId = begun.path("id").asText();
        require(responseId.startsWith("resp_"), "a response id");
        require(begun.path("output").isArray() && begun.path("output").isEmpty(), "a new response has no output");
        require(begun.path("usage").isNull(), "a new response has no usage");
    }

    private void added(ObjectNode data) {
        require(events.size() > 2, "created and in_progress come first");
        require(data.path("output_index").asInt(-1) == items.size(), "output_index counts the items");
        ItemChecker item = new ItemChecker(data.path("item"));
        require(!item.id.isEmpty() && ids.add(item.id), "item ids are unique");
        boolean overlaps = items.stream().anyMatch(open -> open.isOpen() && !open.isCall());
        require(!overlaps, "a message or reasoning ends before the next item");
        items.add(item);
    }

    private ItemChecker item(ObjectNode data) {
        int index = data.path("output_index").asInt(-1);
        require(index >= 0 && index < items.size(), "output_index names an item");
        require(items.get(index).isOpen(), "the item is open");
        return items.get(index);
    }

    private void end(String type, ObjectNode data) {
        require(data.path("response").isObject(), "the last event holds the response");
        ObjectNode ended = (ObjectNode) data.path("response");
        require(ended.path("id").asText().equals(responseId), "one response id");
        require(ENDS.contains(type) && type.endsWith("." + ended.path("status").asText()), "type and status agree");
        require(
                ended.path("incomplete_details").path("reason").isTextual() == type.equals("response.incomplete"),
                "an incomplete response says why");
        if (!type.equals("response.failed")) {
            require(items.stream().noneMatch(ItemChecker::isOpen), "all items have ended");
            require(ended.path("output").size() == items.size(), "output holds all items");
            for (int i = 0; i < items.size(); i++) {
                require(items.get(i).isRepeatedBy(ended.path("output").get(i)), "output repeats the items");
            }
            usage(ended.path("usage"));
        }
        response = ended;
    }

    private void usage(JsonNode usage) {
        require(usage.isObject(), "the last event has the usage");
        for (String name : List.of("input_tokens", "output_tokens", "total_tokens")) {
            require(usage.path(name).isIntegralNumber(), name + " is a count");
        }
        require(
                usage.path("total_tokens").asLong()
                        == usage.path("input_tokens").asLong()
                                + usage.path("output_tokens").asLong(),
                "total_tokens is the sum");
        require(usage.path("input_tokens_details").path("cached_tokens").isIntegralNumber(), "cached_tokens");
        require(usage.path("output_tokens_details").path("reasoning_tokens").isIntegralNumber(), "reasoning_tokens");
    }

    private void require(boolean kept, String rule) {
        if (!kept) {
            throw broken(rule);
        }
    }

    private AssertionError broken(String rule) {
        return new AssertionError(
                "event " + (events.size() - 1) + " " + (events.isEmpty() ? "" : events.getLast()) + " breaks: " + rule);
    }

    /** One item from its {@code added} to its {@code done}. */
    private final class ItemChecker {

        private final String id;
        private final String type;
        private final List<JsonNode> parts = new ArrayList<>();
        private @Nullable JsonNode openPart;
        private StringBuilder text = new StringBuilder();
        private boolean textDone;
        private @Nullable JsonNode ended;

        ItemChecker(JsonNode added) {
            id = added.path("id").asText();
            type = added.path("type").asText();
            require(
                    added.path("status").isMissingNode()
                            || added.path("status").asText().equals("in_progress"),
                    "a new item is in progress");
            require(list(added).isEmpty() && added.path("arguments").asText().isEmpty(), "a new item is empty");
        }

        boolean isOpen() {
            return ended == null;
        }

        boolean isCall() {
            return type.equals("function_call");
        }

        private JsonNode list(JsonNode item) {
            return item.path(type.equals("reasoning") ? "summary" : "content");
        }

        void take(String event, ObjectNode data) {
            switch (event) {
                case "response.content_part.added" -> partAdded("message", "content_index", data);
                case "response.reasoning_summary_part.added" -> partAdded("reasoning", "summary_index", data);
                case "response.output_text.delta" -> delta("output_text", "content_index", data);
                case "response.refusal.delta" -> delta("refusal", "content_index", data);
                case "response.reasoning_summary_text.delta" -> delta("summary_text", "summary_index", data);
                case "response.output_text.done", "response.refusal.done", "response.reasoning_summary_text.done" ->
                    textDone(data);
                case "response.content_part.done", "response.reasoning_summary_part.done" -> partDone(data);
                case "response.function_call_arguments.delta" -> {
                    require(isCall() && !textDone, "arguments belong to a call that is open");
                    text.append(data.path("delta").asText());
                }
                case "response.function_call_arguments.done" -> {
                    require(isCall() && !textDone, "arguments end once");
                    require(data.path("arguments").asText().contentEquals(text), "arguments equal their deltas");
                    textDone = true;
                }
                default ->
                    require(!Set.of("message", "reasoning", "function_call").contains(type), "an event of this item");
            }
        }

        private void partAdded(String itemType, String index, ObjectNode data) {
            require(type.equals(itemType), "the part is of its item's kind");
            require(openPart == null, "the part before has ended");
            require(data.path(index).asInt(-1) == parts.size(), index + " counts the parts");
            JsonNode part = data.path("part");
            require(
                    part.path("text").asText().isEmpty()
                            && part.path("refusal").asText().isEmpty(),
                    "a new part is empty");
            openPart = part;
            text = new StringBuilder();
            textDone = false;
        }

        private void delta(String partType, String index, ObjectNode data) {
            require(openPart != null && !textDone, "the part is open");
            require(
                    Objects.requireNonNull(openPart).path("type").asText().equals(partType),
                    "a delta of the part's kind");
            require(data.path(index).asInt(-1) == parts.size(), index + " names the open part");
            require(data.path("delta").isTextual(), "a delta is text");
            text.append(data.path("delta").asText());
        }

        private void textDone(ObjectNode data) {
            require(openPart != null && !textDone, "the part is open");
            String field = data.has("refusal") ? "refusal" : "text";
            require(data.path(field).asText().contentEquals(text), "the text equals its deltas");
            textDone = true;
        }

        private void partDone(ObjectNode data) {
            require(openPart != null && textDone, "the part's text has ended");
            JsonNode part = data.path("part");
            String field = part.has("refusal") ? "refusal" : "text";
            require(part.path(field).asText().contentEquals(text), "the part's text");
            parts.add(part);
            openPart = null;
        }

        void done(JsonNode item) {
            require(
                    item.path("id").asText().equals(id)
                            && item.path("type").asText().equals(type),
                    "the same item");
            require(!item.path("status").asText().equals("in_progress"), "an ended item is not in progress");
            require(openPart == null, "its parts have ended");
            if (type.equals("message") || type.equals("reasoning")) {
                require(sameParts(list(item)), "the item repeats its parts");
            }
            if (isCall()) {
                require(textDone, "its arguments have ended");
                require(item.path("arguments").asText().contentEquals(text), "the item repeats its arguments");
            }
            ended = item;
        }

        private boolean sameParts(JsonNode list) {
            ArrayNode all = JsonTree.newObject().putArray("parts");
            parts.forEach(all::add);
            return comparable(list).equals(comparable(all));
        }

        boolean isRepeatedBy(JsonNode item) {
            return comparable(Objects.requireNonNull(ended)).equals(comparable(item));
        }

        /** OpenAI encrypts anew each time, and its probabilities lose digits on the way. */
        private JsonNode comparable(JsonNode node) {
            JsonNode copy = node.deepCopy();
            for (String name : List.of("encrypted_content", "logprobs")) {
                copy.findParents(name).forEach(parent -> ((ObjectNode) parent).remove(name));
            }
            return copy;
        }
    }
}
